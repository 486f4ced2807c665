namespace SmtpGen.Sasl;

/// <summary>What the server does next: a <see cref="SaslChallenge"/>, a <see cref="SaslSuccess"/> or a <see cref="SaslFailure"/>.</summary>
public abstract record SaslStep
{
    private protected SaslStep()
    {
    }
}

/// <summary>The client is to answer these octets. In SMTP: 334.</summary>
/// <param name="Octets">The challenge before any encoding; may be empty.</param>
public sealed record SaslChallenge(ReadOnlyMemory<byte> Octets) : SaslStep
{
    /// <summary>The challenge as SMTP and POP3 send it (RFC 4954, section 4; RFC 5034, section 4).</summary>
    public string ToBase64() => Convert.ToBase64String(Octets.Span);
}

/// <summary>
/// The client is who it says it is; the exchange is over. SMTP and POP3 have no room for octets next to their success,
/// so what a mechanism has to say last went out as a challenge before (RFC 4422, section 5).
/// </summary>
/// <param name="Identity">Whom the client is.</param>
public sealed record SaslSuccess(SaslIdentity Identity) : SaslStep;

/// <summary>The client is not authenticated; the exchange is over.</summary>
/// <param name="Kind">Why, as far as the client may know.</param>
public sealed record SaslFailure(SaslFailureKind Kind) : SaslStep;
