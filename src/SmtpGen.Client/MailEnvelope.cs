namespace SmtpGen.Client;

/// <summary>From whom a message comes and to whom it goes; its header fields play no part (RFC 5321 section 2.3.1).</summary>
/// <param name="Sender">The mailbox to which failures are reported, the reverse-path (RFC 5321 section 4.1.1.2); empty for nobody.</param>
/// <param name="Recipients">Who gets it, the forward-paths (RFC 5321 section 4.1.1.3); at least one.</param>
public sealed record MailEnvelope(string Sender, IReadOnlyList<MailRecipient> Recipients)
{
    /// <summary>Names mailboxes.</summary>
    /// <param name="sender">The mailbox to which failures are reported (RFC 5321 section 4.1.1.2); empty for nobody.</param>
    /// <param name="recipients">Who gets the message; at least one.</param>
    public MailEnvelope(string sender, params ReadOnlySpan<string> recipients)
        : this(sender, Named(recipients))
    {
    }

    /// <summary>Whether reports give the whole message back; null: the server decides. Left out where it does not know DSN (RFC 3461 section 4.3).</summary>
    public bool? ReturnFull { get; init; }

    /// <summary>A name that reports repeat: printable ASCII, up to 100 octets as xtext. Left out where the server does not know DSN (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>
    /// Whether the message may travel over encrypted connections only. It is not sent where this one is not encrypted, and not to a
    /// server that does not know REQUIRETLS (RFC 8689 section 2).
    /// </summary>
    public bool RequireTls { get; init; }

    /// <summary>
    /// How urgent the message is: from -9, which can wait, to 9, which cannot; null: as any other, which is 0. Left out where the
    /// server does not know MT-PRIORITY (RFC 6710 section 3).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than -9 or more than 9.</exception>
    public int? Priority
    {
        get;
        init => field = value is null or (>= -9 and <= 9)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A message's priority is from -9 to 9 (RFC 6710 section 3).");
    }

    /// <summary>By when the message is to be delivered, and what happens to it then; null: any time will do (RFC 2852 section 4).</summary>
    public DeliveryDeadline? DeliverBy { get; init; }

    /// <summary>
    /// When the server is to send the message on; null: at once. It is not sent to a server that does not know FUTURERELEASE, or
    /// holds no message for so long (RFC 4865 section 4).
    /// </summary>
    public FutureRelease? FutureRelease { get; init; }

    private static MailRecipient[] Named(ReadOnlySpan<string> addresses)
    {
        var recipients = new MailRecipient[addresses.Length];
        for (int i = 0; i < recipients.Length; i++)
            recipients[i] = new MailRecipient(addresses[i]);
        return recipients;
    }
}
