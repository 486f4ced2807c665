using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

public sealed class ServeLmtpTests
{
    [Fact]
    public async Task What_is_said_of_SMTP_applies_to_LMTP_too()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        await using var serving = await Serving.StartAsync(
            "--lmtp", "127.0.0.1:0", "--require-auth", "--users", users, "--plaintext-auth", "--cram-md5", "--offer", "mt-priority",
            "--store", folder["store.db"]);
        string listening = await serving.NextLineAsync();
        Assert.Contains("for LMTP", listening);
        var token = TestContext.Current.CancellationToken;
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(listening.Split(' ', ',')[2]), token);
        using var reader = new StreamReader(connection.GetStream());
        Assert.StartsWith("220", await reader.ReadLineAsync(token));

        await connection.GetStream().WriteAsync("LHLO client.example\r\nMAIL FROM:<ann@example.org>\r\nQUIT\r\n"u8.ToArray(), token);

        string said = await reader.ReadToEndAsync(token);
        Assert.Contains("CRAM-MD5", said);
        Assert.Contains("MT-PRIORITY MIXER\r\n", said);
        Assert.Contains("530 5.7.0 Authenticate first\r\n", said);
    }
}
