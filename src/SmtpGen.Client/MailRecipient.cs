namespace SmtpGen.Client;

/// <summary>Somebody who gets a message (RFC 5321 section 4.1.1.3).</summary>
/// <param name="Address">
/// The mailbox (RFC 5321 section 4.1.2), without angle brackets; a domain beyond ASCII is sent as RFC 5890 section 2.3.2.1 writes it, and
/// a local part beyond ASCII to servers that know SMTPUTF8 (RFC 6531) only.
/// </param>
public sealed record MailRecipient(string Address)
{
    /// <summary>When to report about it; null: the server decides. Left out where the server does not know DSN (RFC 3461 section 4.1).</summary>
    public NotifyWhen? Notify { get; init; }

    /// <summary>
    /// The mailbox that the message was first addressed to; null for none. Left out where the server does not know DSN (RFC 3461
    /// section 4.2), and where the mailbox is beyond ASCII.
    /// </summary>
    public string? OriginalAddress { get; init; }
}

/// <summary>When a recipient's fate is reported to the sender (RFC 3461 section 4.1).</summary>
[Flags]
public enum NotifyWhen
{
    /// <summary>Never.</summary>
    Never = 0,

    /// <summary>When the message has been delivered.</summary>
    Success = 1,

    /// <summary>When it cannot be delivered.</summary>
    Failure = 2,

    /// <summary>When it takes long.</summary>
    Delay = 4,
}
