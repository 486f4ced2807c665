using System.Globalization;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>LMTP clients are answered for each recipient.</summary>
public class LmtpTests
{
    private const int Timeout = 300_000;

    [Fact(Timeout = Timeout)]
    public async Task Swaks_speaks_LMTP_to_recipients_of_whom_one_comes_twice()
    {
        await using var served = await Served.StartAsync();

        await ForeignProgram.RunAsync(
            "swaks", "--protocol", "LMTP", "--server", "127.0.0.1", "--port", Text(served.LmtpPort), "--helo", "client.example",
            "--from", "alice@client.example", "--to", "bob@mx.example,carol@mx.example,bob@mx.example");

        var envelope = await served.OnlyAsync();
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

        await ForeignProgram.RunAsync("python3", "-c", Script, Text(served.LmtpPort));

        Assert.Equal(["bob@mx.example", "carol@mx.example"], (await served.OnlyAsync()).ForwardPaths);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
