using MimeKit;
using SmtpGen.Envelopes;

namespace SmtpGen.Client;

/// <summary>Reads an envelope from a message's header fields.</summary>
public static class MimeEnvelope
{
    private static readonly HeaderId[] s_sender = [HeaderId.Sender, HeaderId.From];
    private static readonly HeaderId[] s_recipients = [HeaderId.To, HeaderId.Cc, HeaderId.Bcc];
    private static readonly HeaderId[] s_resentSender = [HeaderId.ResentSender, HeaderId.ResentFrom];
    private static readonly HeaderId[] s_resentRecipients = [HeaderId.ResentTo, HeaderId.ResentCc, HeaderId.ResentBcc];

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
            ? new MailEnvelope(Sender(resent, s_resentSender), Recipients(resent, s_resentRecipients))
            : new MailEnvelope(Sender(message.Headers, s_sender), Recipients(message.Headers, s_recipients));
    }

    private static string Sender(IEnumerable<Header> fields, HeaderId[] named)
        => Mailboxes(fields, named).FirstOrDefault() ?? throw Nobody("sender", named);

    private static string[] Recipients(IEnumerable<Header> fields, HeaderId[] named)
    {
        string[] recipients = [.. Mailboxes(fields, named).DistinctBy(SameMailbox)];
        return recipients.Length > 0 ? recipients : throw Nobody("recipient", named);
    }

    // In the order in which the fields are named here, not in that of the message.
    private static IEnumerable<string> Mailboxes(IEnumerable<Header> fields, HeaderId[] named) =>
        from id in named
        from field in fields
        where field.Id == id
        from mailbox in InternetAddressList.TryParse(field.RawValue, out var addresses) ? addresses.Mailboxes : []
        select mailbox.Address;

    private static ArgumentException Nobody(string what, HeaderId[] named)
    {
        string fields = string.Join(" nor ", named.Select(id => id.ToHeaderName()));
        return new ArgumentException($"the message has no {what}: neither {fields} names a mailbox (RFC 5322 section 3.6)", "message");
    }

    // RFC 5321 section 2.4: the case of a local part may matter, that of a domain does not.
    private static string SameMailbox(string address)
    {
        int at = address.LastIndexOf('@') + 1;
        return string.Concat(address.AsSpan(0, at), address[at..].ToLowerInvariant());
    }
}
