namespace SmtpGen.Envelopes;

/// <summary>What ESMTP extensions let a client say in MAIL; each member is null or empty where it said nothing.</summary>
public sealed record MailParameters
{
    private const int MostSeconds = 999_999_999;

    /// <summary>A MAIL without any of these.</summary>
    public static MailParameters None { get; } = new();

    /// <summary>BODY: what octets the body holds (RFC 6152, RFC 3030). Not given means <see cref="BodyKind.SevenBit"/>.</summary>
    public BodyKind? Body { get; init; }

    /// <summary>RET: how much of the message a failure notice returns (RFC 3461 section 4.3).</summary>
    public ReturnedContent? Return { get; init; }

    /// <summary>ENVID: the sender's name for this envelope, decoded from xtext (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>REQUIRETLS: the message must not be passed on without TLS (RFC 8689 section 2).</summary>
    public bool RequireTls { get; init; }

    /// <summary>MT-PRIORITY: from -9, the lowest, to 9 (RFC 6710 section 4.1). Not given means 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is set to less than -9 or more than 9.</exception>
    public int? Priority
    {
        get;
        init
        {
            if (value is < -9 or > 9)
                throw new ArgumentOutOfRangeException(nameof(value), value, "MT-PRIORITY is a number from -9 to 9 (RFC 6710).");
            field = value;
        }
    }

    /// <summary>BY: by when the message must be delivered, and what else is to happen (RFC 2852).</summary>
    public DeliverBy? DeliverBy { get; init; }

    /// <summary>
    /// HOLDFOR: for how long a server is to hold the message from MAIL on, 1 to 999999999 seconds; a part of a second counts as a whole one
    /// (RFC 4865 section 4.1). Said by senders; receivers keep the time it comes to, <see cref="HoldUntil"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to no time, or to too long a time.</exception>
    public TimeSpan? HoldFor
    {
        get;
        init => field = value is not { } time ? null
            : Math.Ceiling(time.TotalSeconds) is >= 1 and <= MostSeconds and var seconds ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A message is held for 1 to {MostSeconds} seconds (RFC 4865 section 4.1).");
    }

    /// <summary>HOLDUNTIL, or the time that HOLDFOR comes to: when a server is to send the message on (RFC 4865 section 4.1).</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>SOLICIT: the solicitation keywords, in the order given (RFC 3865 section 2.3).</summary>
    public IReadOnlyList<string>? SolicitationKeywords { get; init; }

    /// <summary>
    /// AUTH: who submitted the message first, decoded from xtext; empty for <c>AUTH=&lt;&gt;</c>, when that is unknown or not to be
    /// trusted (RFC 4954 section 5).
    /// </summary>
    public string? Submitter { get; init; }
}
