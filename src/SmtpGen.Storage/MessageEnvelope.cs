namespace SmtpGen.Storage;

/// <summary>What was said about a message outside its body (RFC 5321, section 2.3.1).</summary>
public sealed record MessageEnvelope
{
    /// <summary>The reverse-path without angle brackets; empty for the null reverse-path <c>&lt;&gt;</c>.</summary>
    public required string ReversePath { get; init; }

    /// <summary>The accepted forward-paths without angle brackets, in the order of their RCPT commands.</summary>
    public required IReadOnlyList<string> ForwardPaths { get; init; }

    /// <summary>What the client called itself in EHLO, HELO or LHLO.</summary>
    public string? ClientName { get; init; }

    /// <summary>The address, and where known the port, that the client connected from.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>How it came, as a "with" protocol type: SMTP, ESMTP, ESMTPS, LMTPSA and so on (RFC 3848, section 2).</summary>
    public string? Protocol { get; init; }

    /// <summary>The identity the client had authenticated as (RFC 4954), if any.</summary>
    public string? AuthenticatedAs { get; init; }

    /// <summary>Whether MAIL carried SMTPUTF8, so that addresses and headers may hold UTF-8 (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>When the message was received; the time of construction unless given.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = DateTimeOffset.Now;
}
