using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmtpGen.Testing.Tests;

/// <summary>Sends as an application would, with MailKit.</summary>
internal static class Mail
{
    public static MimeMessage Message(string subject, params string[] recipients)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Hello Bob\n.A line that begins with a dot.\n" } };
        message.From.Add(MailboxAddress.Parse("alice@client.example"));
        message.To.AddRange((recipients.Length == 0 ? ["bob@mx.example"] : recipients).Select(MailboxAddress.Parse));
        return message;
    }

    public static async Task<SmtpClient> ConnectAsync(SmtpTestServer server, SecureSocketOptions security = SecureSocketOptions.None)
    {
        var client = new SmtpClient
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == server.Certificate!.GetCertHashString(),
        };
        await client.ConnectAsync("127.0.0.1", server.Port, security, TestContext.Current.CancellationToken);
        return client;
    }

    public static async Task SendAsync(SmtpTestServer server, MimeMessage message)
    {
        using var client = await ConnectAsync(server);
        await client.SendAsync(message, TestContext.Current.CancellationToken);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
    }
}
