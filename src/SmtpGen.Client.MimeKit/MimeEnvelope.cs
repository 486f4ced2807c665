using MimeKit;

namespace SmtpGen.Client;

/// <summary>Reads an envelope from a message's header fields.</summary>
public static class MimeEnvelope
{
    /// <summary>
    /// Names the sender and the recipients of a message: Sender, else the first mailbox of From (RFC 5322 section 3.6.2), and everybody in
    /// To, Cc and Bcc (section 3.6.3), once. Where the message was sent again, the same fields of the latest sending count, those with
    /// Resent- before their names (section 3.6.6).
    /// </summary>
    /// <param name="message">The message.</param>
    /// <returns>An envelope without wishes; a <c>with</c> expression adds some.</returns>
    /// <exception cref="ArgumentNullException">The message is null.</exception>
    /// <exception cref="ArgumentException">The message names no sender or no recipient; the exception says in which fields.</exception>
    public static MailEnvelope ToMailEnvelope(this MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ResentFields.Latest(message) is { Count: > 0 } resent
            ? Of(
                resent,
                (HeaderId.ResentSender, HeaderId.ResentFrom),
                [HeaderId.ResentTo, HeaderId.ResentCc, HeaderId.ResentBcc],
                "Resent-Sender nor Resent-From", "Resent-To, Resent-Cc nor Resent-Bcc", "3.6.6")
            : Of(
                [.. message.Headers],
                (HeaderId.Sender, HeaderId.From),
                [HeaderId.To, HeaderId.Cc, HeaderId.Bcc],
                "Sender nor From", "To, Cc nor Bcc", "3.6.3");
    }

    private static MailEnvelope Of(
        IReadOnlyList<Header> fields, (HeaderId Sender, HeaderId From) origin, HeaderId[] destination, string senders, string recipients, string section)
    {
        string sender = (Mailboxes(fields, origin.Sender).FirstOrDefault() ?? Mailboxes(fields, origin.From).FirstOrDefault())?.Address
            ?? throw new ArgumentException($"the message has no sender: neither {senders} names a mailbox (RFC 5322 section 3.6.2)", "message");
        string[] addresses = [.. destination.SelectMany(field => Mailboxes(fields, field)).Select(mailbox => mailbox.Address).DistinctBy(SameMailbox)];
        return addresses.Length > 0
            ? new MailEnvelope(sender, addresses)
            : throw new ArgumentException($"the message has no recipient: neither {recipients} names a mailbox (RFC 5322 section {section})", "message");
    }

    private static IEnumerable<MailboxAddress> Mailboxes(IReadOnlyList<Header> fields, HeaderId id) => fields
        .Where(field => field.Id == id)
        .SelectMany(field => InternetAddressList.TryParse(field.RawValue, out var addresses) ? addresses.Mailboxes : []);

    // RFC 5321 section 2.4: the case of a local part may matter, that of a domain does not.
    private static string SameMailbox(string address)
    {
        int at = address.LastIndexOf('@') + 1;
        return string.Concat(address.AsSpan(0, at), address[at..].ToLowerInvariant());
    }
}
