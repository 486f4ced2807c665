using System.Text;
using MailKit.Security;

namespace SmtpGen.EndToEnd.Tests;

public class TraceTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(SecureSocketOptions.None, false, "ESMTP")]
    [InlineData(SecureSocketOptions.None, true, "ESMTPA")]
    [InlineData(SecureSocketOptions.StartTls, false, "ESMTPS")]
    [InlineData(SecureSocketOptions.StartTls, true, "ESMTPSA")]
    public async Task A_stored_message_begins_with_where_it_came_from(SecureSocketOptions security, bool logsIn, string keyword)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync(new() { HasCertificate = true, Users = [ServerSetup.Alice], WritesTrace = true });
        using var client = await MailKitClient.ConnectAsync(server, security, new() { LocalDomain = "client.example" });
        if (logsIn)
            await client.AuthenticateAsync("alice", "secret", cancellationToken);
        var message = Mail.Create("traced");

        await client.SendAsync(message, cancellationToken);

        string stored = Encoding.UTF8.GetString(await server.BodyAsync(Assert.Single(await server.StoredAsync())));
        string sent = Encoding.UTF8.GetString(Mail.Octets(message));
        Assert.EndsWith(sent, stored);
        string trace = stored[..^sent.Length].Replace("\r\n ", " ", StringComparison.Ordinal);
        Assert.Matches(
            $@"\AReturn-Path: <alice@client\.example>\r\nReceived: from client\.example \(\[127\.0\.0\.1\]\) (\(using TLS.*\) )?by mx\.example with {keyword} for <bob@mx\.example>; .*\r\n\z",
            trace);
    }
}
