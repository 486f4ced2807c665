namespace SmtpGen.EndToEnd.Tests;

public class PythonTests
{
    private const string Script = """
        import smtplib, ssl, sys
        context = ssl.create_default_context(cafile=sys.argv[2])
        with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
            client.starttls(context=context)
            client.login("alice", sys.argv[3])
            refused = client.sendmail("alice@client.example", ["bob@mx.example"], "Subject: smtplib\r\n\r\nHello\r\n")
        sys.exit(len(refused))
        """;

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Python_smtplib_checks_the_certificate_logs_in_and_delivers(bool isReadable)
    {
        // With readable passwords smtplib takes CRAM-MD5, else PLAIN.
        await using var server = await TestServer.StartAsync(new()
        {
            HasCertificate = true,
            Users = [isReadable ? ServerSetup.ReadableAlice : ServerSetup.Alice],
            Configure = options => options.OfferCramMd5 = isReadable,
        });

        await ForeignProgram.RunAsync("python3", "-c", Script, server.PortText, server.Certificate, "secret");

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Equal("alice", envelope.AuthenticatedAs);
        Assert.Equal("ESMTPSA", envelope.Protocol);
    }

    [Fact(Timeout = 300_000)]
    public async Task Python_smtplib_hears_of_a_wrong_password()
    {
        await using var server = await TestServer.StartAsync(new() { HasCertificate = true, Users = [ServerSetup.Alice] });

        string printed = await ForeignProgram.FailAsync("python3", "-c", Script, server.PortText, server.Certificate, "guessed");

        Assert.Contains("SMTPAuthenticationError: (535, b'5.7.8", printed);
        Assert.Empty(await server.StoredAsync());
    }
}
