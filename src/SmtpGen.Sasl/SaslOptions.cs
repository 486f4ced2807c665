namespace SmtpGen.Sasl;

/// <summary>What an operator may decide about authentication.</summary>
public sealed record SaslOptions
{
    /// <summary>
    /// Offers mechanisms that expose the password without TLS too. For tests on one machine; RFC 4954 section 4 wants it off.
    /// </summary>
    public bool AllowPlaintextWithoutTls { get; init; }

    /// <summary>
    /// Offers CRAM-MD5, for old devices. It needs passwords that are stored readable, and what is seen on the wire can be
    /// searched for the password quickly.
    /// </summary>
    public bool OfferCramMd5 { get; init; }

    /// <summary>
    /// The secret from which SCRAM makes up salts for users that do not exist: 32 random octets. Empty: drawn at start,
    /// which lets an attacker who compares salts before and after a restart see who exists.
    /// </summary>
    public ReadOnlyMemory<byte> DecoySecret { get; init; }
}
