using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Tls;

public sealed class ImplicitTlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_of_one_version_only_is_served(SslProtocols protocols)
    {
        await using var server = await StartAsync();
        using var client = await GreetedAsync(server, protocols);
        await client.SendAsync("PING\r\nQUIT\r\n");
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Equal("221 bye", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_version_below_the_lowest_is_refused_and_the_log_says_so()
    {
        var log = new ListLogger();
        await using var server = await StartAsync(options => options.Tls.MinimumVersion = "1.3", log);
        await Assert.ThrowsAnyAsync<Exception>(() => GreetedAsync(server, SslProtocols.Tls12));
        await server.UntilConnectionsAsync(0);
        Assert.Contains(log.Entries, entry => entry.Message.Contains("without a word: the TLS handshake failed: ", StringComparison.Ordinal));
        using var client = await GreetedAsync(server, SslProtocols.Tls13);
    }

    [Fact]
    public async Task A_plain_text_client_reads_no_plain_text()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync("EHLO client.example\r\n");
        string answer = await client.OctetsAsync();
        Assert.True(answer.Length == 0 || answer[0] == '\x15', "only an alert may come");
        client.Dispose();
        await server.UntilConnectionsAsync(0);
        Assert.Empty(server.Sessions);
    }

    [Fact]
    public async Task A_client_that_never_begins_a_handshake_is_cut_off()
    {
        await using var server = await StartAsync(options => options.HandshakeTime = TimeSpan.FromMilliseconds(100));
        using var client = await server.ConnectAsync();
        Assert.Equal(0, await client.OctetsToEndAsync());
        await server.UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task An_idle_client_is_told_so_through_TLS()
    {
        await using var server = await StartAsync(options => options.Protocol.CommandWait = TimeSpan.FromMilliseconds(100));
        using var client = await GreetedAsync(server);
        Assert.Equal("421 Idle", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_client_is_told_through_TLS_that_the_server_stops()
    {
        await using var server = await StartAsync();
        using var client = await GreetedAsync(server);
        var stopped = server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("421 Shutdown", await client.LineAsync());
        Assert.Null(await client.LineAsync());
        client.Dispose();
        await stopped;
    }

    [Fact]
    public async Task A_client_too_many_is_told_so_through_TLS()
    {
        await using var server = await StartAsync(options => options.MaxConnections = 1);
        using var first = await GreetedAsync(server);
        using var second = await ConnectAsync(server);
        Assert.Equal("421 TooManyConnections", await second.LineAsync());
    }

    [Fact]
    public async Task A_client_that_talks_before_a_delayed_greeting_is_refused()
    {
        await using var server = await StartAsync(options => options.GreetingDelay = TimeSpan.FromMilliseconds(300));
        using var early = await ConnectAsync(server);
        await early.SendAsync("PING\r\n");
        Assert.Equal("421 TalksFirst", await early.LineAsync());
        using var patient = await GreetedAsync(server);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off()
    {
        await using var server = await StartAsync(options => options.SendTime = TimeSpan.FromMilliseconds(500));
        using var deaf = await GreetedAsync(server);
        await deaf.SendAsync("FLOOD\r\n");
        await server.UntilConnectionsAsync(0);
        Assert.InRange(await deaf.OctetsToEndAsync(), 0, PingMachine.FloodOctets - 1);
    }

    [Fact]
    public async Task A_long_body_and_a_long_answer_arrive_whole()
    {
        await using var server = await StartAsync();
        using var client = await GreetedAsync(server);
        string body = string.Concat(Enumerable.Repeat("0123456789012345678901234567890123456789\r\n", 20_000));
        await client.SendAsync("BODY\r\n" + body + ".\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        Assert.Equal($"250 {body.Length}", await client.LineAsync());
        await client.SendAsync("FLOOD\r\nQUIT\r\n");
        Assert.Equal(PingMachine.FloodOctets + "221 bye\r\n".Length, await client.OctetsToEndAsync());
    }

    [Fact]
    public async Task A_hundred_clients_at_once_get_their_own_replies()
    {
        await using var server = await StartAsync(options => options.MaxConnectionsPerAddress = 0);
        await Task.WhenAll(Enumerable.Range(1, 100).Select(async number =>
        {
            using var client = await GreetedAsync(server);
            string body = new('x', number);
            for (int round = 0; round < 5; round++)
            {
                await client.SendAsync($"PING\r\nBODY\r\n{body}\r\n.\r\n");
                Assert.Equal("200 pong", await client.LineAsync());
                Assert.Equal("354 go", await client.LineAsync());
                Assert.Equal($"250 {number + 2}", await client.LineAsync());
            }

            await client.SendAsync("QUIT\r\n");
            Assert.Equal("221 bye", await client.LineAsync());
        }));
    }

    [Fact]
    public async Task The_certificates_that_lead_to_the_issuer_are_sent()
    {
        var (leaf, intermediate, _) = TestCertificates.CreateChain();
        string path = _certificates.WritePem(leaf, "chain.pem", intermediate);
        await using var server = await StartAsync(options => options.Tls.Certificate = path);
        string[] sent = [];
        using var client = await PingClient.ConnectTlsAsync(
            server.Server.EndPoints[0],
            TestCertificates.AnyServer(seen: (_, chain) => sent = [.. chain.ChainPolicy.ExtraStore.Select(one => one.Thumbprint)]));
        Assert.Contains(intermediate.Thumbprint, sent);
    }

    [Fact]
    public async Task A_changed_certificate_is_used_for_new_connections_and_a_broken_one_is_not()
    {
        var log = new ListLogger();
        await using var server = await StartAsync(options => options.Tls.ReloadInterval = TimeSpan.Zero, log);
        string old = await NameAsync(server);
        _certificates.WritePem(TestCertificates.Create("renewed.example"));
        Assert.Equal("CN=localhost", old);
        Assert.Equal("CN=renewed.example", await NameAsync(server));

        _certificates.Write("server.pem", "rubbish");
        Assert.Equal("CN=renewed.example", await NameAsync(server));
        Assert.Equal("CN=renewed.example", await NameAsync(server));
        Assert.Single(log.Entries, entry => entry.Message.Contains("The certificate in use is kept", StringComparison.Ordinal));

        _certificates.WritePem(TestCertificates.Create("repaired.example"));
        Assert.Equal("CN=repaired.example", await NameAsync(server));
    }

    private static Task<PingClient> ConnectAsync(PingServer server, SslProtocols protocols = SslProtocols.None) =>
        PingClient.ConnectTlsAsync(server.Server.EndPoints[0], TestCertificates.AnyServer(protocols));

    private static async Task<PingClient> GreetedAsync(PingServer server, SslProtocols protocols = SslProtocols.None)
    {
        var client = await ConnectAsync(server, protocols);
        Assert.Equal("220 ping", await client.LineAsync());
        return client;
    }

    private static async Task<string> NameAsync(PingServer server)
    {
        X509Certificate2? certificate = null;
        using var client = await PingClient.ConnectTlsAsync(
            server.Server.EndPoints[0], TestCertificates.AnyServer(seen: (one, _) => certificate = one));
        return certificate!.Subject;
    }

    private Task<PingServer> StartAsync(Action<PingServerOptions>? configure = null, ListLogger? logger = null) =>
        PingServer.StartAsync(
            options =>
            {
                options.Listen[0] += " tls";
                options.Tls.Certificate = _certificates.WritePem(TestCertificates.Create());
                configure?.Invoke(options);
            },
            logger: logger);
}
