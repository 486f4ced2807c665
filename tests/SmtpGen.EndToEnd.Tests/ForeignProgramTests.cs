using System.Text;

namespace SmtpGen.EndToEnd.Tests;

public class ForeignProgramTests
{
    private const int Timeout = 300_000;

    [Fact(Timeout = Timeout)]
    public async Task Swaks_delivers()
    {
        await using var server = await TestServer.StartAsync();

        await ForeignProgram.RunAsync(
            "swaks", "--server", "127.0.0.1", "--port", server.PortText, "--helo", "client.example",
            "--from", "alice@client.example", "--to", "bob@mx.example,carol@mx.example", "--body", "Hello from swaks");

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal("client.example", stored.Envelope.ClientName);
        Assert.Equal("alice@client.example", stored.Envelope.ReversePath);
        Assert.Equal(["bob@mx.example", "carol@mx.example"], stored.Envelope.ForwardPaths);
        Assert.Contains("\r\n\r\nHello from swaks\r\n", Encoding.UTF8.GetString(await server.BodyAsync(stored)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Python_smtplib_delivers()
    {
        const string Script = """
            import smtplib, sys
            with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
                refused = client.sendmail("alice@client.example", ["bob@mx.example"], "Subject: dots\r\n\r\n.\r\n..\r\nend\r\n")
            sys.exit(len(refused))
            """;
        await using var server = await TestServer.StartAsync();

        await ForeignProgram.RunAsync("python3", "-c", Script, server.PortText);

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal(["bob@mx.example"], stored.Envelope.ForwardPaths);
        Assert.Equal("Subject: dots\r\n\r\n.\r\n..\r\nend\r\n", Encoding.UTF8.GetString(await server.BodyAsync(stored)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Two_thousand_messages_of_smtp_source_are_all_stored()
    {
        await using var server = await TestServer.StartAsync();

        await ForeignProgram.RunAsync(
            "smtp-source", "-s", "20", "-m", "2000", "-l", "1000", "-f", "a@b.example", "-t", "c@d.example",
            $"127.0.0.1:{server.PortText}");

        var stored = await server.StoredAsync();
        Assert.Equal(2000, stored.Count);
        Assert.All(stored, message => Assert.Equal("a@b.example", message.Envelope.ReversePath));
    }
}
