using System.Globalization;
using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Client;

/// <summary>How a message is sent to a server, decided by what the server lists.</summary>
/// <param name="Parameters">The parameters of MAIL.</param>
/// <param name="IsUtf8">Whether addresses are sent as they are.</param>
/// <param name="InChunks">Whether the content goes in chunks.</param>
/// <param name="Window">How many commands are written before the first answer is read.</param>
/// <param name="HasReports">Whether the server knows which reports are wanted.</param>
internal sealed record TransactionPlan(SmtpMailParameters Parameters, bool IsUtf8, bool InChunks, int Window, bool HasReports)
{
    // More would fill the buffers of a server that answers while it reads: both sides could wait for each other.
    private const int MostAhead = 100;

    /// <summary>Whether DATA is written after the last recipient, before the first answer is read.</summary>
    public bool DataAhead => Window > 1 && !InChunks;

    /// <exception cref="MailSendException">The server lacks what the message needs.</exception>
    public static TransactionPlan Of(ServerOffer server, MailSenderOptions options, MailEnvelope envelope, MailContent content)
    {
        var scan = content.Scan;
        bool isUtf8 = envelope.SmtpUtf8
            || scan.HasInternationalHeader
            || MailAddress.NeedsUtf8(envelope.ReversePath)
            || (server.Has(SmtpExtensions.Smtputf8) && envelope.Recipients.Any(recipient => MailAddress.NeedsUtf8(recipient.ForwardPath)));
        if (isUtf8)
            server.Require(SmtpExtensions.Smtputf8, "the sender's local part or a header field is beyond ASCII");
        Check(content, server);

        return new TransactionPlan(
            EnvelopeParameters.Of(envelope.Parameters, server) with
            {
                Size = server.Has(SmtpExtensions.Size) ? (ulong)content.Length : null,
                Body = scan.IsBinary ? "BINARYMIME" : scan.IsEightBit ? "8BITMIME" : null,
                Utf8 = isUtf8,
            },
            isUtf8,
            scan.IsBinary || (options.Chunking && server.Has(SmtpExtensions.Chunking)),
            options.Pipelining && server.Has(SmtpExtensions.Pipelining) ? MostAhead : 1,
            server.Has(SmtpExtensions.Dsn));
    }

    /// <summary>The address as this transaction names it.</summary>
    /// <exception cref="ArgumentException">No server can be told it.</exception>
    /// <exception cref="MailSendException">This server cannot be told it.</exception>
    public string Address(string address)
    {
        if (IsUtf8)
            return address;
        return MailAddress.NeedsUtf8(address)
            ? throw new MailSendException(MailSendFailure.Unsupported, $"\"{address}\" can be sent only to a server that lists SMTPUTF8")
            : MailAddress.WithAsciiDomain(address);
    }

    /// <summary>The parameters of RCPT.</summary>
    public SmtpRcptParameters? Reports(Recipient recipient) => HasReports && (recipient.Notify is not null || recipient.OriginalRecipient is not null)
        ? new SmtpRcptParameters
        {
            Notify = recipient.Notify?.ToString().ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal),
            // RFC 6533 section 3: an address beyond ASCII is none of the type rfc822.
            Orcpt = recipient.OriginalRecipient is { } original && Ascii.IsValid(original.Address) ? original.ToString() : null,
        }
        : null;

    private static void Check(MailContent content, ServerOffer server)
    {
        if (content.Scan.IsBinary)
        {
            server.Require(SmtpExtensions.Binarymime, "the content holds NULs");
            server.Require(SmtpExtensions.Chunking, "the content holds NULs");
        }
        else if (content.Scan.IsEightBit)
        {
            server.Require(SmtpExtensions.Ext8bitmime, "the content has octets above 127");
        }

        if (long.TryParse(server.Argument(SmtpExtensions.Size), CultureInfo.InvariantCulture, out long most) && most > 0 && content.Length > most)
        {
            throw ServerOffer.Unsupported(
                $"the message has {content.Length} octets, and {server.Server} takes at most {most} (SIZE); send less, or a link to it");
        }
    }
}
