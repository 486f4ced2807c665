using System.Net;
using System.Net.Sockets;
using System.Text;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Proxy;

public sealed class ProxyListenerTests
{
    private const string Header = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\n";

    [Fact]
    public async Task The_client_is_who_the_header_says()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync(Header);
        Assert.Equal("220 ping", await client.LineAsync());
        var session = Assert.Single(server.Sessions);
        Assert.Equal("192.0.2.7:56324", session.RemoteEndPoint!.ToString());
        Assert.Equal("198.51.100.1:25", session.LocalEndPoint!.ToString());
    }

    [Fact]
    public async Task Octets_behind_the_header_are_not_lost()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync(Header + "PING\r\nPING\r\n");
        Assert.Equal("220 ping", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Fact]
    public async Task A_header_may_come_octet_by_octet()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        foreach (char octet in Header + "PING\r\n")
            await client.SendAsync(octet.ToString());
        Assert.Equal("220 ping", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Fact]
    public async Task The_values_of_a_binary_header_are_skipped_however_long()
    {
        await using var server = await StartAsync();
        var source = IPEndPoint.Parse("[2001:db8::7]:4000");
        byte[] header = ProxyHeaders.Binary(0x21, 0x21, ProxyHeaders.Addresses(source, source, new byte[50_000]));
        using var client = await server.ConnectAsync();
        await client.SendAsync(Encoding.Latin1.GetString(header, 0, 100));
        await client.SendAsync(Encoding.Latin1.GetString(header, 100, header.Length - 100) + "PING\r\n");
        Assert.Equal("220 ping", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Equal(source, Assert.Single(server.Sessions).RemoteEndPoint);
    }

    [Fact]
    public async Task A_proxy_that_speaks_for_itself_is_the_client()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync("PROXY UNKNOWN\r\n");
        Assert.Equal("220 ping", await client.LineAsync());
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)Assert.Single(server.Sessions).RemoteEndPoint!).Address);
    }

    [Theory]
    [InlineData("EHLO client.example\r\n", "its PROXY header is malformed")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324 99999\r\n", "its PROXY header is malformed")]
    public async Task A_malformed_header_ends_the_connection_without_a_word(string octets, string why)
    {
        var log = new ListLogger();
        await using var server = await StartAsync(logger: log);
        using var client = await server.ConnectAsync();
        await client.SendAsync(octets);
        Assert.Equal(0, await client.OctetsToEndAsync());
        Assert.Empty(server.Sessions);
        Assert.Contains(log.Entries, entry => entry.Message.EndsWith(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_header_that_does_not_come_in_time_ends_the_connection_without_a_word()
    {
        await using var server = await StartAsync(options => options.HandshakeTime = TimeSpan.FromMilliseconds(100));
        using var client = await server.ConnectAsync();
        await client.SendAsync("PROXY TCP4 ");
        Assert.Equal(0, await client.OctetsToEndAsync());
        Assert.Empty(server.Sessions);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_headers()
    {
        await using var server = await StartAsync(options => options.StopGrace = TimeSpan.FromDays(1));
        using var client = await server.ConnectAsync();
        await client.SendAsync("PROXY TCP4 ");
        using var greeted = await server.ConnectAsync();
        await greeted.SendAsync("PROXY UNKNOWN\r\n");
        Assert.Equal("220 ping", await greeted.LineAsync());
        var stopped = server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("421 Shutdown", await greeted.LineAsync());
        Assert.Equal(0, await client.OctetsToEndAsync());
        greeted.Dispose();
        await stopped;
    }

    [Fact]
    public async Task Nobody_but_a_trusted_proxy_can_connect()
    {
        var log = new ListLogger();
        await using var server = await StartAsync(options => options.TrustedProxies[0] = "192.0.2.0/24", log);
        try
        {
            using var client = await server.ConnectAsync();
            Assert.Equal(0, await client.OctetsToEndAsync());
        }
        catch (SocketException)
        {
            // Cut off before it knew that it was connected.
        }

        Assert.Empty(server.Sessions);
        Assert.Contains(log.Entries, entry => entry.Message.EndsWith("it is not one of the TrustedProxies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_limit_per_address_counts_the_clients_and_not_the_proxy()
    {
        await using var server = await StartAsync(options => options.MaxConnectionsPerAddress = 1);
        using var first = await server.ConnectAsync();
        await first.SendAsync(Header);
        Assert.Equal("220 ping", await first.LineAsync());
        using var another = await server.ConnectAsync();
        await another.SendAsync(Header.Replace("192.0.2.7", "192.0.2.8", StringComparison.Ordinal));
        Assert.Equal("220 ping", await another.LineAsync());
        using var second = await server.ConnectAsync();
        await second.SendAsync(Header);
        Assert.Equal("421 TooManyConnections", await second.LineAsync());
        first.Dispose();
        await server.UntilConnectionsAsync(1);
        using var third = await server.ConnectAsync();
        await third.SendAsync(Header);
        Assert.Equal("220 ping", await third.LineAsync());
    }

    [Fact]
    public async Task TLS_comes_behind_the_header()
    {
        using var certificates = new TestCertificates();
        string path = certificates.WritePem(TestCertificates.Create());
        await using var server = await StartAsync(options =>
        {
            options.Listen[0] += " tls";
            options.Tls.Certificate = path;
        });
        using var client = await PingClient.ConnectTlsAsync(
            server.Server.EndPoints[0], TestCertificates.AnyServer(), Encoding.ASCII.GetBytes(Header));
        Assert.Equal("220 ping", await client.LineAsync());
        Assert.Equal("192.0.2.7:56324", Assert.Single(server.Sessions).RemoteEndPoint!.ToString());
    }

    private static Task<PingServer> StartAsync(Action<PingServerOptions>? configure = null, ListLogger? logger = null) =>
        PingServer.StartAsync(
            options =>
            {
                options.Listen[0] += " proxy";
                options.TrustedProxies.Add("127.0.0.0/8");
                configure?.Invoke(options);
            },
            logger: logger);
}
