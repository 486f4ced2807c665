namespace SmtpGen.Envelopes;

/// <summary>Somebody who gets a message (RFC 5321 section 4.1.1.3).</summary>
/// <param name="ForwardPath">
/// The mailbox without angle brackets (RFC 5321 section 4.1.2). A domain beyond ASCII is sent as RFC 5890 section 2.3.2.1 writes it, and a
/// local part beyond ASCII to servers that know SMTPUTF8 (RFC 6531) only.
/// </param>
public sealed record Recipient(string ForwardPath)
{
    /// <summary>NOTIFY: when the sender wants to hear about this recipient; null when it was not given (RFC 3461 section 4.1).</summary>
    public NotifyConditions? Notify { get; init; }

    /// <summary>ORCPT: who the message was first addressed to; null when it was not given (RFC 3461 section 4.2).</summary>
    public OriginalRecipient? OriginalRecipient { get; init; }

    /// <summary>The forward-path.</summary>
    public override string ToString() => ForwardPath;
}
