namespace SmtpGen.EndToEnd.Tests;

public class SwaksTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData("127.0.0.1:0", "--tls")]
    [InlineData("127.0.0.1:0 tls", "--tls-on-connect")]
    public async Task Swaks_delivers_through_TLS(string listen, string option)
    {
        await ForeignProgram.RequirePerlAsync("Net::SSLeay");
        await ForeignProgram.RequirePerlAsync("IO::Socket::SSL");
        await using var server = await TestServer.StartAsync(new() { Listen = listen, HasCertificate = true });

        await RunAsync(server, option);

        Assert.Equal("ESMTPS", Assert.Single(await server.StoredAsync()).Envelope.Protocol);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    public async Task Swaks_logs_in(string mechanism)
    {
        await ForeignProgram.RequirePerlAsync("IO::Socket::SSL");
        await ForeignProgram.RequirePerlAsync("Authen::SASL");
        await ForeignProgram.RequirePerlAsync("Digest::HMAC_MD5");
        await using var server = await TestServer.StartAsync(new()
        {
            HasCertificate = true,
            Users = [ServerSetup.ReadableAlice],
            Configure = options => options.OfferCramMd5 = true,
        });

        await RunAsync(server, "--tls", "--auth", mechanism, "--auth-user", "alice", "--auth-password", "secret");

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Equal("alice", envelope.AuthenticatedAs);
        Assert.Equal("ESMTPSA", envelope.Protocol);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("1", "TCP4", "192.0.2.7", "192.0.2.1", "192.0.2.7:4711")]
    [InlineData("1", "TCP6", "2001:db8::7", "2001:db8::1", "[2001:db8::7]:4711")]
    [InlineData("2", "AF_INET", "192.0.2.7", "192.0.2.1", "192.0.2.7:4711")]
    public async Task The_client_that_a_proxy_names_is_kept(
        string version, string family, string source, string destination, string expected)
    {
        await using var server = await TestServer.StartAsync(new()
        {
            Listen = "127.0.0.1:0 proxy",
            Configure = options => options.TrustedProxies.Add("127.0.0.0/8"),
        });

        await RunAsync(
            server, "--proxy-version", version, "--proxy-family", family, "--proxy-source", source, "--proxy-source-port", "4711",
            "--proxy-dest", destination, "--proxy-dest-port", "25");

        Assert.Equal(expected, Assert.Single(await server.StoredAsync()).Envelope.RemoteAddress);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_client_that_XCLIENT_names_is_kept()
    {
        await using var server = await TestServer.StartAsync(new() { Configure = options => options.TrustedClients.Add("127.0.0.1") });

        await RunAsync(server, "--xclient-addr", "192.0.2.9", "--xclient-port", "4712");

        Assert.Equal("192.0.2.9:4712", Assert.Single(await server.StoredAsync()).Envelope.RemoteAddress);
    }

    [Fact(Timeout = Timeout)]
    public async Task All_that_XCLIENT_says_reaches_envelope_and_trace()
    {
        await using var server = await TestServer.StartAsync(new()
        {
            WritesTrace = true,
            Users = [ServerSetup.Alice],
            Configure = options =>
            {
                options.TrustedClients.Add("127.0.0.1");
                options.Protocol.RequireAuth = true;
            },
        });

        await RunAsync(
            server, "--xclient-addr", "IPV6:2001:db8::9", "--xclient-port", "4712", "--xclient-name", "spike.example", "--xclient-proto", "ESMTP",
            "--xclient-helo", "spike", "--xclient-login", "alice", "--xclient-destaddr", "192.0.2.25", "--xclient-destport", "25");

        var message = Assert.Single(await server.StoredAsync());
        Assert.Equal("[2001:db8::9]:4712", message.Envelope.RemoteAddress);
        Assert.Equal("spike.example", message.Envelope.ClientHost);
        Assert.Equal("alice", message.Envelope.AuthenticatedAs);
        Assert.Contains(
            "Received: from client.example (spike.example [IPv6:2001:db8::9]) by mx.example with ESMTPA for",
            System.Text.Encoding.ASCII.GetString(await server.BodyAsync(message)).Replace("\r\n ", " ", StringComparison.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task XCLIENT_may_say_that_nothing_is_known()
    {
        await using var server = await TestServer.StartAsync(new() { Configure = options => options.TrustedClients.Add("127.0.0.1") });

        await RunAsync(server, "--xclient-addr", "[UNAVAILABLE]", "--xclient-name", "[TEMPUNAVAIL]", "--xclient-login", "[UNAVAILABLE]");

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Null(envelope.RemoteAddress);
        Assert.Null(envelope.ClientHost);
        Assert.Null(envelope.AuthenticatedAs);
    }

    private static Task RunAsync(TestServer server, params string[] options) => ForeignProgram.RunAsync(
        "swaks", ["--server", "127.0.0.1", "--port", server.PortText, "--helo", "client.example",
            "--from", "alice@client.example", "--to", "bob@mx.example", .. options]);
}
