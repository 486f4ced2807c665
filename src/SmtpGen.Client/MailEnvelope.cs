namespace SmtpGen.Client;

/// <summary>From whom a message comes and to whom it goes; its header fields play no part (RFC 5321 section 2.3.1).</summary>
/// <param name="Sender">The mailbox to which failures are reported; empty for nobody.</param>
/// <param name="Recipients">Who gets it; at least one.</param>
public sealed record MailEnvelope(string Sender, IReadOnlyList<MailRecipient> Recipients)
{
    /// <summary>Names mailboxes.</summary>
    /// <param name="sender">The mailbox to which failures are reported; empty for nobody.</param>
    /// <param name="recipients">Who gets the message; at least one.</param>
    public MailEnvelope(string sender, params ReadOnlySpan<string> recipients)
        : this(sender, Named(recipients))
    {
    }

    /// <summary>Whether reports give the whole message back; null: the server decides. Left out where it does not know DSN (RFC 3461 section 4.3).</summary>
    public bool? ReturnFull { get; init; }

    /// <summary>A name that reports repeat: printable ASCII. Left out where the server does not know DSN (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; init; }

    private static MailRecipient[] Named(ReadOnlySpan<string> addresses)
    {
        var recipients = new MailRecipient[addresses.Length];
        for (int i = 0; i < recipients.Length; i++)
            recipients[i] = new MailRecipient(addresses[i]);
        return recipients;
    }
}
