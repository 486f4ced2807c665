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
    /// The secret from which SCRAM makes up salts for users that do not exist: 32 random octets, the same for all servers
    /// and after a restart, or who compares salts sees who exists. Empty: that of the credentials
    /// (<see cref="IScramCredentials.DecoySecret"/>), and where they have none, one that is drawn at start.
    /// </summary>
    public ReadOnlyMemory<byte> DecoySecret { get; init; }

    /// <summary>How many logins may fail; null: any number, and no answer is held back.</summary>
    public LoginLimits? Limits { get; init; }

    /// <summary>Where failures are remembered; null: in the server's own memory, which no other server knows.</summary>
    public LoginFailures? Failures { get; init; }

    /// <summary>Told of each login that failed. Called on the session's way; must neither wait nor throw.</summary>
    public Action<FailedLogin>? LoginFailed { get; init; }
}
