using System.Text;

namespace SmtpGen.EndToEnd.Tests;

public class CurlTests
{
    private const int Timeout = 300_000;

    private const string Message = "Subject: curl\r\n\r\n.\r\n..\r\nend\r\n";

    private static readonly ServerSetup s_setup = new() { HasCertificate = true, Users = [ServerSetup.Alice] };

    [Theory(Timeout = Timeout)]
    [InlineData("smtp", "127.0.0.1:0", "--ssl-reqd")]
    [InlineData("smtps", "127.0.0.1:0 tls", "--silent")]
    public async Task Curl_checks_the_certificate_logs_in_and_delivers(string scheme, string listen, string option)
    {
        await using var server = await TestServer.StartAsync(s_setup with { Listen = listen });

        await ForeignProgram.RunAsync("curl", [.. await ArgumentsAsync(server, scheme, "secret"), option]);

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal("alice", stored.Envelope.AuthenticatedAs);
        Assert.Equal("ESMTPSA", stored.Envelope.Protocol);
        Assert.Equal("client.example", stored.Envelope.ClientName);
        Assert.Equal(Message, Encoding.UTF8.GetString(await server.BodyAsync(stored)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Curl_with_a_wrong_password_delivers_nothing()
    {
        await using var server = await TestServer.StartAsync(s_setup);

        string printed = await ForeignProgram.FailAsync("curl", [.. await ArgumentsAsync(server, "smtp", "guessed"), "--ssl-reqd"]);

        Assert.Contains("Login denied", printed);
        Assert.Empty(await server.StoredAsync());
    }

    private static async Task<string[]> ArgumentsAsync(TestServer server, string scheme, string password)
    {
        string file = server["message.eml"];
        await File.WriteAllTextAsync(file, Message, TestContext.Current.CancellationToken);
        return
        [
            "--silent", "--show-error", "--noproxy", "*", "--url", $"{scheme}://127.0.0.1:{server.PortText}/client.example",
            "--cacert", server.Certificate, "--user", $"alice:{password}",
            "--mail-from", "alice@client.example", "--mail-rcpt", "bob@mx.example", "--upload-file", file,
        ];
    }
}
