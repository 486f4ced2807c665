using System.Diagnostics.CodeAnalysis;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage;

/// <summary>An envelope with what a server knows about the client that it came from: what the header field Received says (RFC 5321 section 4.4).</summary>
public sealed record ReceivedEnvelope : MailEnvelope
{
    /// <summary>Makes an envelope whose members are set one by one.</summary>
    public ReceivedEnvelope()
    {
    }

    /// <summary>Takes over what the transaction said.</summary>
    /// <param name="envelope">Reverse-path, recipients and parameters.</param>
    [SetsRequiredMembers]
    public ReceivedEnvelope(MailEnvelope envelope)
        : base(envelope)
    {
    }

    /// <summary>
    /// Names the transaction that the message came by, and no other: of a server, the connection's id and the transaction's number. A store in a
    /// database keeps one message for it, however often a commit is tried. Null where it has no such name.
    /// </summary>
    public string? TransactionId { get; init; }

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

    /// <summary>When the message was received; the time of construction unless given.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = DateTimeOffset.Now;
}
