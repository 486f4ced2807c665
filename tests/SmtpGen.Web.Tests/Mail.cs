using System.Net;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Web.Tests;

/// <summary>Mail for tests.</summary>
internal static class Mail
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A message with a text.</summary>
    public static MimeMessage Text(string subject, string text = "Hello, Bob.\n", string from = "Alice <alice@example.com>")
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse("Bob <bob@example.org>"));
        return message;
    }

    /// <summary>A message with text, HTML, an image that the HTML shows, and attachments.</summary>
    public static MimeMessage Rich(string subject, string html)
    {
        var message = Text(subject);
        var body = new BodyBuilder { TextBody = "In plain text.\n", HtmlBody = html };
        var image = body.LinkedResources.Add("dot.png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGNgaDiAFQ1LCQCkNn4h4jQLGAAAAABJRU5ErkJggg=="), ContentType.Parse("image/png"));
        image.ContentId = "dot@example.com";
        body.Attachments.Add("注文.csv", Encoding.UTF8.GetBytes("id,count\n1,2\n"), ContentType.Parse("text/csv"));
        message.Body = body.ToMessageBody();
        return message;
    }

    /// <summary>Sends it by SMTP.</summary>
    public static async Task SendAsync(IPEndPoint server, params MimeMessage[] messages)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Address.ToString(), server.Port, SecureSocketOptions.None, Cancelled);
        foreach (var message in messages)
            await client.SendAsync(message, Cancelled);
        await client.DisconnectAsync(true, Cancelled);
    }

    /// <summary>Puts octets into a store.</summary>
    public static async Task<string> StoreAsync(IMessageStore store, string octets)
    {
        await using var writer = await store.BeginAsync(
            new ReceivedEnvelope(new MailEnvelope("alice@example.com", "bob@example.org")), Cancelled);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(octets.ReplaceLineEndings("\r\n")), Cancelled);
        return await writer.CommitAsync(Cancelled);
    }
}
