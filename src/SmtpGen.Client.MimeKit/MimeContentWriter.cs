using System.Text;
using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>Writes a message as a server takes it.</summary>
internal static class MimeContentWriter
{
    // RFC 5321 section 4.5.3.1.6, without the CRLF.
    private const int MostInLine = 998;

    // RFC 5322 section 3.6.3; and a length that other line ends may have had, which is not a field of a message in transit.
    private static readonly HeaderId[] s_leftOut = [HeaderId.Bcc, HeaderId.ResentBcc, HeaderId.ContentLength];

    public static async Task WriteAsync(
        MimeMessage message, MailEnvelope envelope, ServerCapabilities server, Stream output, CancellationToken cancellationToken)
    {
        bool isSealed = IsSealed(message);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = !isSealed && Offers(server, SmtpExtensions.Smtputf8) && NeedsUtf8(message, envelope);
        var copy = isSealed ? MimeCopy.WithSameBody(message) : new MimeCopy(isAscii: !format.International).Of(message);
        foreach (var field in s_leftOut)
        {
            format.HiddenHeaders.Add(field);
            // MimeKit writes hidden fields of a message that has no body.
            copy.Headers.RemoveAll(field);
        }

        if (!isSealed)
            copy.Prepare(Offers(server, SmtpExtensions.Ext8bitmime) ? EncodingConstraint.EightBit : EncodingConstraint.SevenBit, MostInLine);
        await copy.WriteToAsync(format, output, cancellationToken).ConfigureAwait(false);
    }

    private static bool Offers(ServerCapabilities server, SmtpExtensions extension) => server.Offers(SmtpTable.Keyword(extension));

    // A signature over the message is broken by any other encoding of it.
    private static bool IsSealed(MimeMessage message) => message.Headers.Any(
        field => field.Id is HeaderId.DkimSignature or HeaderId.DomainKeySignature or HeaderId.ArcSeal or HeaderId.ArcMessageSignature);

    // Nothing but a local part has no form in ASCII.
    private static bool NeedsUtf8(MimeMessage message, MailEnvelope envelope)
    {
        var named = envelope.Recipients.Select(recipient => recipient.ForwardPath).Append(envelope.ReversePath);
        var shown = new[] { message.From, message.ReplyTo, message.To, message.Cc, message.ResentFrom, message.ResentReplyTo, message.ResentTo, message.ResentCc }
            .SelectMany(list => list.Mailboxes).Append(message.Sender).Append(message.ResentSender).OfType<MailboxAddress>().Select(mailbox => mailbox.Address);
        return named.Concat(shown).Any(address => !Ascii.IsValid(address.AsSpan(0, Math.Max(0, address.LastIndexOf('@')))));
    }
}
