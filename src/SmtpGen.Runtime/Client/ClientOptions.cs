namespace SmtpGen.Runtime.Client;

/// <summary>How a client behaves. Times that are not set are those of the specification (RFC 5321 section 4.5.3.2).</summary>
public sealed class ClientOptions
{
    /// <summary>How long to wait for a reply.</summary>
    public TimeSpan? ReplyTimeout { get; init; }

    /// <summary>How long to wait until a block of a body is sent.</summary>
    public TimeSpan? BlockTimeout { get; init; }

    /// <summary>How long to wait for the answer to a body.</summary>
    public TimeSpan? BodyTimeout { get; init; }

    /// <summary>Told of everything that is sent and received, secrets hidden.</summary>
    public Action<TranscriptEntry>? Transcript { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

/// <summary>A line of a transcript.</summary>
/// <param name="Kind">Who said it.</param>
/// <param name="Text">What was said; of a body how many octets.</param>
/// <param name="State">Name of the client's state after it.</param>
public readonly record struct TranscriptEntry(TranscriptKind Kind, string Text, string State)
{
    /// <summary>The reply that the server sent; null for everything else.</summary>
    public ClientReply? Reply { get; init; }
}

/// <summary>Who said what in a transcript.</summary>
public enum TranscriptKind
{
    /// <summary>The client sent a command.</summary>
    Sent,

    /// <summary>The client sent a body.</summary>
    SentBody,

    /// <summary>The server replied.</summary>
    Received,

    /// <summary>The connection was encrypted.</summary>
    Secured,
}
