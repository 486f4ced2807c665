using System.Text.Json.Serialization;

namespace SmtpGen.Storage;

/// <summary>What was said about a message outside its body (RFC 5321, section 2.3.1).</summary>
public sealed record MessageEnvelope
{
    /// <summary>The reverse-path without angle brackets; empty for the null reverse-path <c>&lt;&gt;</c>.</summary>
    public required string ReversePath { get; init; }

    /// <summary>The accepted recipients, in the order of their RCPT commands.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>What extensions let the client say in MAIL.</summary>
    public MailParameters Parameters
    {
        get;
        // Generated JSON readers give null for what a file does not hold, whatever the initializer says.
        init => field = value ?? MailParameters.None;
    } = MailParameters.None;

    /// <summary>What the client called itself in EHLO, HELO or LHLO.</summary>
    public string? ClientName { get; init; }

    /// <summary>The name that the client's address has in the DNS, where it was looked up.</summary>
    public string? ClientHost { get; init; }

    /// <summary>The address, and where known the port, that the client connected from.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>
    /// How it came, as a "with" protocol type: SMTP, ESMTP, ESMTPS, LMTPSA and so on (RFC 3848, section 2);
    /// <see cref="TransmissionType.Keyword"/> knows them.
    /// </summary>
    public string? Protocol { get; init; }

    /// <summary>What protected the connection, such as <c>TLS1.3 with cipher TLS_AES_256_GCM_SHA384</c>; null for nothing.</summary>
    public string? Tls { get; init; }

    /// <summary>The identity the client had authenticated as (RFC 4954), if any.</summary>
    public string? AuthenticatedAs { get; init; }

    /// <summary>Where a filter that handed the message on got it from; null when it said nothing.</summary>
    public ForwardedClient? Forwarded { get; init; }

    /// <summary>Whether MAIL carried SMTPUTF8, so that addresses and headers may hold UTF-8 (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>When the message was received; the time of construction unless given.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = DateTimeOffset.Now;

    /// <summary>The recipients' forward-paths without angle brackets, in the same order.</summary>
    [JsonIgnore]
    public IEnumerable<string> ForwardPaths => Recipients.Select(recipient => recipient.ForwardPath);
}
