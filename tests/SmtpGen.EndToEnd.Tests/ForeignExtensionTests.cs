namespace SmtpGen.EndToEnd.Tests;

/// <summary>Programs that nobody here wrote, against what the server offers.</summary>
public class ForeignExtensionTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Swaks_encrypts_and_logs_in(string mechanism)
    {
        await using var served = await Served.StartAsync();

        await SwaksAsync(served.Port, "--tls", "--auth", mechanism, "--auth-user", "alice", "--auth-password", "secret");

        Assert.Equal("ESMTPSA", (await served.OnlyAsync()).Envelope.Protocol);
    }

    [Fact(Timeout = Timeout)]
    public async Task Swaks_begins_with_TLS()
    {
        await using var served = await Served.StartAsync();

        await SwaksAsync(served.TlsPort, "--tls-on-connect");

        Assert.Equal("ESMTPS", (await served.OnlyAsync()).Envelope.Protocol);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Swaks_as_a_proxy_names_the_client(string version)
    {
        await using var served = await Served.StartAsync();

        await SwaksAsync(
            served.ProxyPort, "--proxy-version", version, "--proxy-family", version == "1" ? "TCP4" : "AF_INET",
            "--proxy-source", "192.0.2.9", "--proxy-source-port", "1234", "--proxy-dest", "192.0.2.1", "--proxy-dest-port", "25");

        Assert.Equal("192.0.2.9:1234", (await served.OnlyAsync()).Envelope.RemoteAddress);
    }

    [Fact(Timeout = Timeout)]
    public async Task Swaks_as_a_trusted_client_names_another()
    {
        await using var served = await Served.StartAsync();

        await SwaksAsync(served.Port, "--xclient", "ADDR=192.0.2.7 PORT=4321");

        Assert.Equal("192.0.2.7:4321", (await served.OnlyAsync()).Envelope.RemoteAddress);
    }

    [Fact(Timeout = Timeout)]
    public async Task Swaks_speaks_LMTP_and_is_answered_for_each_recipient()
    {
        await using var served = await Served.StartAsync();

        await SwaksAsync(served.LmtpPort, "--protocol", "LMTP", "--to", "bob@mx.example,carol@mx.example,bob@mx.example");

        var envelope = (await served.OnlyAsync()).Envelope;
        Assert.Equal("LMTP", envelope.Protocol);
        Assert.Equal(["bob@mx.example", "carol@mx.example", "bob@mx.example"], envelope.ForwardPaths);
    }

    [Fact(Timeout = Timeout)]
    public async Task Python_speaks_LMTP()
    {
        const string Script = """
            import smtplib, sys
            client = smtplib.LMTP("127.0.0.1", int(sys.argv[1]))
            refused = client.sendmail("alice@client.example", ["bob@mx.example", "carol@mx.example"], "Subject: lmtp\r\n\r\nhello\r\n")
            client.quit()
            sys.exit(len(refused))
            """;
        await using var served = await Served.StartAsync();

        await ForeignProgram.RunAsync("python3", "-c", Script, Served.Text(served.LmtpPort));

        Assert.Equal(["bob@mx.example", "carol@mx.example"], (await served.OnlyAsync()).Envelope.ForwardPaths);
    }

    [Fact(Timeout = Timeout)]
    public async Task Python_encrypts_and_logs_in()
    {
        const string Script = """
            import smtplib, ssl, sys
            context = ssl._create_unverified_context()
            with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
                client.starttls(context=context)
                client.login("alice", "secret")
                refused = client.sendmail("alice@client.example", ["bob@mx.example"], "Subject: python\r\n\r\nhello\r\n")
            sys.exit(len(refused))
            """;
        await using var served = await Served.StartAsync("--require-tls", "--require-auth");

        await ForeignProgram.RunAsync("python3", "-c", Script, Served.Text(served.Port));

        Assert.Equal("ESMTPSA", (await served.OnlyAsync()).Envelope.Protocol);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task Curl_encrypts_and_logs_in(string scheme)
    {
        await using var served = await Served.StartAsync();
        string message = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(message, "Subject: curl\r\n\r\nhello\r\n", TestContext.Current.CancellationToken);
            await ForeignProgram.RunAsync(
                "curl", "--silent", "--show-error", "--insecure", "--ssl-reqd", "--user", "alice:secret",
                "--url", $"{scheme}://127.0.0.1:{Served.Text(scheme == "smtp" ? served.Port : served.TlsPort)}/client.example",
                "--mail-from", "alice@client.example", "--mail-rcpt", "bob@mx.example", "--upload-file", message);
        }
        finally
        {
            File.Delete(message);
        }

        Assert.Equal("ESMTPSA", (await served.OnlyAsync()).Envelope.Protocol);
    }

    private static Task SwaksAsync(int port, params string[] more) => ForeignProgram.RunAsync(
        "swaks",
        ["--server", "127.0.0.1", "--port", Served.Text(port), "--helo", "client.example", "--from", "alice@client.example",
            "--to", "bob@mx.example", .. more]);
}
