using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpGen.Envelopes;

namespace SmtpGen.EndToEnd.Tests;

public class MailKitExtensionTests
{
    private const int Timeout = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Five_megabytes_in_chunks_arrive_unchanged()
    {
        await using var server = await TestServer.StartAsync();
        using var said = new MemoryStream();
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None, new ChunkingClient(said));
        var message = Mail.Create("chunks", Attachment(4 * 1024 * 1024));

        await client.SendAsync(message, Token);

        byte[] sent = Mail.Octets(message);
        var stored = Assert.Single(await server.StoredAsync());
        Assert.True(sent.Length > 5 * 1024 * 1024);
        Assert.Equal(Mail.Digest(sent), Mail.Digest(await server.BodyAsync(stored)));
        Assert.Contains("C: BDAT ", Encoding.Latin1.GetString(said.ToArray()));
    }

    [Fact(Timeout = Timeout)]
    public async Task Binary_content_arrives_unchanged()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None);
        var attachment = Attachment(100_000);
        var message = Mail.Create("binary", attachment);
        attachment.ContentTransferEncoding = ContentEncoding.Binary;

        await client.SendAsync(message, Token);

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal(BodyKind.BinaryMime, stored.Envelope.Parameters.Body);
        using var octets = new MemoryStream(await server.BodyAsync(stored));
        using var read = await MimeMessage.LoadAsync(octets, Token);
        var part = Assert.IsType<MimePart>(read.Body);
        Assert.Equal(ContentEncoding.Binary, part.ContentTransferEncoding);
        Assert.Equal(Mail.Digest(Content(attachment)), Mail.Digest(Content(part)[..100_000]));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_the_sender_wants_to_be_notified_of_is_kept()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None, new NotifiedClient());

        await client.SendAsync(Mail.Create("notify"), Token);

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Equal("order=4+2", envelope.Parameters.EnvelopeId);
        Assert.Equal(ReturnedContent.Headers, envelope.Parameters.Return);
        var recipient = Assert.Single(envelope.Recipients);
        Assert.Equal(NotifyConditions.Success | NotifyConditions.Delay, recipient.Notify);
        Assert.Equal(new OriginalRecipient("rfc822", "bob@mx.example"), recipient.OriginalRecipient);
    }

    private static MimePart Attachment(int length)
    {
        byte[] octets = new byte[length];
        new Random(3030).NextBytes(octets);
        return new MimePart("application", "octet-stream")
        {
            Content = new MimeContent(new MemoryStream(octets)),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
    }

    private static byte[] Content(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content!.DecodeTo(decoded, Token);
        return decoded.ToArray();
    }

    // MailKit sends DATA unless it is told so, or has binary content.
    private sealed class ChunkingClient(Stream said) : SmtpClient(new ProtocolLogger(said, leaveOpen: true))
    {
        protected override bool PreferSendAsBinaryData => true;
    }

    private sealed class NotifiedClient : SmtpClient
    {
        public NotifiedClient() => DeliveryStatusNotificationType = MailKit.Net.Smtp.DeliveryStatusNotificationType.HeadersOnly;

        protected override string GetEnvelopeId(MimeMessage message) => "order=4+2";

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Success | DeliveryStatusNotification.Delay;
    }
}
