using System.Security.Cryptography;
using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>Writes notifications into a store, from where they are handed on like every message (RFC 3464; RFC 3461 section 6).</summary>
/// <param name="store">Where they go.</param>
/// <param name="hostName">This server, which writes them.</param>
/// <param name="remote">The next server, which they are about.</param>
/// <param name="clock">Tells when.</param>
internal sealed class ReportWriter(IMessageStore store, string hostName, string remote, TimeProvider clock)
{
    /// <summary>Writes a notification.</summary>
    /// <param name="message">The message that it is about.</param>
    /// <param name="head">Where its header fields are.</param>
    /// <param name="content">Its octets.</param>
    /// <param name="recipients">What is told of whom.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The notification's id in the store.</returns>
    /// <exception cref="StoreException">The store did not take it.</exception>
    public async ValueTask<string> WriteAsync(
        StoredMessage message, MessageHead head, Stream content, IReadOnlyList<ReportedRecipient> recipients, CancellationToken cancellationToken)
    {
        var original = message.Envelope;
        bool isInternational = original.SmtpUtf8 || !Ascii.IsValid(original.ReversePath) || recipients.Any(recipient => !Ascii.IsValid(recipient.Outcome.Recipient.ForwardPath));
        var text = new ReportText(original, recipients, hostName, remote, isInternational);
        var returned = await ReturnedMessage.OfAsync(original, recipients.Any(recipient => recipient.IsFailed), head, content, cancellationToken).ConfigureAwait(false);
        string name = Name(message, recipients);
        var envelope = new ReceivedEnvelope
        {
            ReversePath = "",
            Recipients = [new Recipient(original.ReversePath)],
            SmtpUtf8 = !Ascii.IsValid(original.ReversePath),
            Parameters = new MailParameters
            {
                Body = returned.IsEightBit || isInternational ? BodyKind.EightBitMime : null,
                RequireTls = original.Parameters.RequireTls,
            },
            TransactionId = name,
            ReceivedAt = clock.GetLocalNow(),
        };
        var writer = await store.BeginAsync(envelope, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            // Nobody can guess it, and so nobody can write it into the message that is returned.
            string boundary = RandomNumberGenerator.GetHexString(32);
            await writer.WriteAsync(Encoding.UTF8.GetBytes(Front(text, envelope, name, boundary, isInternational)), cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(Encoding.UTF8.GetBytes(ReturnedFront(returned, boundary, isInternational)), cancellationToken).ConfigureAwait(false);
            await foreach (var octets in returned.ReadAsync(content, cancellationToken).ConfigureAwait(false))
                await writer.WriteAsync(octets, cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n"), cancellationToken).ConfigureAwait(false);
            return await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The same for the same news about the same message, so that what is written again after a crash is known to be the same.
    private static string Name(StoredMessage message, IReadOnlyList<ReportedRecipient> recipients)
    {
        var news = recipients.Select(recipient => $"{recipient.Action} {recipient.Outcome.Recipient.ForwardPath}");
        string all = string.Join('\n', [message.Envelope.TransactionId ?? message.Id, .. news]);
        return "report-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))[..16]);
    }

    private string Front(ReportText text, ReceivedEnvelope envelope, string name, string boundary, bool isInternational)
    {
        string charset = isInternational ? "utf-8" : "us-ascii";
        string encoding = isInternational ? "8bit" : "7bit";
        string status = isInternational ? "message/global-delivery-status" : "message/delivery-status";
        var now = envelope.ReceivedAt;
        return $"""
            From: Mail Delivery System <postmaster@{hostName}>
            To: <{text.Clean(envelope.Recipients[0].ForwardPath)}>
            Subject: {text.Subject}
            Date: {ReportText.Date(now)}
            Message-ID: <{name}@{hostName}>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="{boundary}"

            --{boundary}
            Content-Type: text/plain; charset={charset}
            Content-Transfer-Encoding: {encoding}

            {text.Explanation()}
            --{boundary}
            Content-Type: {status}
            Content-Transfer-Encoding: {encoding}

            {text.Fields(now)}
            """.ReplaceLineEndings("\r\n");
    }

    private static string ReturnedFront(ReturnedMessage returned, string boundary, bool isInternational)
    {
        string type = (returned.IsWhole, isInternational) switch
        {
            (true, false) => "message/rfc822",
            (true, true) => "message/global",
            (false, false) => "text/rfc822-headers",
            (false, true) => "message/global-headers",
        };
        return $"""

            --{boundary}
            Content-Type: {type}
            Content-Transfer-Encoding: {(returned.IsEightBit ? "8bit" : "7bit")}


            """.ReplaceLineEndings("\r\n");
    }
}
