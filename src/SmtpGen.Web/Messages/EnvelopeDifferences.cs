
namespace SmtpGen.Web.Messages;

/// <summary>
/// What the envelope and the header say differently. Nothing of it need be wrong: mailing lists, blind copies and bounces do all of it.
/// </summary>
internal static class EnvelopeDifferences
{
    private const int Shown = 100;

    private static readonly string[] s_recipientFields = ["To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc"];
    private static readonly string[] s_authorFields = ["From", "Sender", "Resent-From", "Resent-Sender"];

    /// <summary>Compares them.</summary>
    public static IReadOnlyList<Difference> Of(OpenedMessage opened)
    {
        var found = new List<Difference>();
        // What another program delivered into a Maildir has no envelope to compare.
        if (opened.Stored.Envelope.Recipients.Count == 0)
            return found;
        AddRecipients(opened, found);
        AddAuthors(opened, found);
        AddOctets(opened, found);
        return found;
    }

    private static void AddRecipients(OpenedMessage opened, List<Difference> found)
    {
        var named = Addresses(opened, s_recipientFields);
        var recipients = opened.Stored.Envelope.ForwardPaths.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Add(found, "recipientNotNamed", "Recipients that no To or Cc names: blind copies, or members of a list.", recipients.Where(path => !named.Contains(path)));
        Add(found, "namedNotRecipient", "Named in the header, and not recipients of this transaction.", named.Where(address => !recipients.Contains(address)));
    }

    private static void AddAuthors(OpenedMessage opened, List<Difference> found)
    {
        string reversePath = opened.Stored.Envelope.ReversePath;
        var authors = Addresses(opened, s_authorFields);
        if (authors.Count == 0)
            found.Add(new Difference("noFrom", "The header names no author; From is required (RFC 5322 section 3.6).", []));
        if (reversePath.Length == 0)
            found.Add(new Difference("nullReversePath", "The reverse-path is empty: nobody is told when the message cannot be delivered, as with notifications.", [.. authors]));
        else if (authors.Count > 0 && !authors.Contains(reversePath))
            found.Add(new Difference("senderDiffers", "Failures are reported to the reverse-path, which is not an author in the header.", [reversePath, .. authors.Take(Shown)]));
    }

    private static void AddOctets(OpenedMessage opened, List<Difference> found)
    {
        var envelope = opened.Stored.Envelope;
        bool hasUtf8 = opened.Header.HasEightBit;
        if (hasUtf8 && !envelope.SmtpUtf8)
            found.Add(new Difference("utf8Undeclared", "The header has octets beyond ASCII, and MAIL carried no SMTPUTF8 (RFC 6531).", []));
        if (!hasUtf8 && envelope.SmtpUtf8 && envelope.ForwardPaths.Append(envelope.ReversePath).All(path => path.All(char.IsAscii)))
            found.Add(new Difference("smtpUtf8Unneeded", "MAIL carried SMTPUTF8, and neither an address nor the header needs it.", []));
        if (!hasUtf8 && envelope.Parameters.Body is null or Envelopes.BodyKind.SevenBit && opened.Octets.Span.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            found.Add(new Difference("eightBitUndeclared", "The body has octets beyond ASCII, and MAIL said BODY=7BIT or nothing (RFC 6152).", []));
    }

    private static HashSet<string> Addresses(OpenedMessage opened, string[] fields)
        => fields.SelectMany(opened.Header.Mailboxes).Select(mailbox => mailbox.Address).Where(address => address.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static void Add(List<Difference> found, string kind, string text, IEnumerable<string> values)
    {
        if (values.Take(Shown).ToArray() is { Length: > 0 } some)
            found.Add(new Difference(kind, text, some));
    }
}
