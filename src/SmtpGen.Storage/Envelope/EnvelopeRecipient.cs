namespace SmtpGen.Storage;

/// <summary>A recipient whose RCPT was accepted.</summary>
/// <param name="ForwardPath">The forward-path without angle brackets.</param>
public sealed record EnvelopeRecipient(string ForwardPath)
{
    /// <summary>NOTIFY: when the sender wants to hear about this recipient; null when it was not given.</summary>
    public NotifyConditions? Notify { get; init; }

    /// <summary>ORCPT: who the sender first sent to; null when it was not given.</summary>
    public OriginalRecipient? OriginalRecipient { get; init; }
}

/// <summary>The parameter ORCPT (RFC 3461, section 4.2).</summary>
/// <param name="AddressType">The address's kind, such as <c>rfc822</c> or <c>utf-8</c>.</param>
/// <param name="Address">The address, decoded from xtext.</param>
public sealed record OriginalRecipient(string AddressType, string Address);
