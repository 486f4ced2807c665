namespace SmtpGen.Protocols.Smtp;

/// <summary>An accepted recipient of a transaction.</summary>
/// <param name="Address">The forward-path without angle brackets.</param>
public sealed record Recipient(string Address)
{
    /// <summary>NOTIFY as it was sent: <c>NEVER</c>, or <c>SUCCESS</c>, <c>FAILURE</c>, <c>DELAY</c> between commas; null when not said (RFC 3461 section 4.1).</summary>
    public string? Notify { get; init; }

    /// <summary>ORCPT as it was sent: address type, semicolon, address as xtext; null when not said (RFC 3461 section 4.2).</summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
