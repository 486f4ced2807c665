namespace SmtpGen.Sasl;

/// <summary>What an exchange and its credentials may know of the connection.</summary>
public sealed record SaslContext
{
    /// <summary>The protocol that authenticates, in lower case: <c>smtp</c>, <c>pop3</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The name the server goes by; stands in the challenge of CRAM-MD5.</summary>
    public required string HostName { get; init; }

    /// <summary>Whether nobody between client and server can read along (TLS).</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>
    /// The channel binding "tls-server-end-point" (RFC 5929, section 4): a hash of the server's certificate; empty where
    /// there is none.
    /// </summary>
    public ReadOnlyMemory<byte> ServerEndPoint { get; init; }

    /// <summary>The client's address and port as text, for limits, logs and credentials; null where there is none.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>Whether the client has left, as far as that can be seen; null where nobody looks. Called from any thread.</summary>
    public Func<bool>? HasClientLeft { get; init; }

    /// <summary>Whether Base64 may come without its padding.</summary>
    public bool AllowsUnpaddedBase64 { get; init; }

    /// <summary>The exchange as limits see it; null outside of one, and where there are none.</summary>
    internal LoginAttempt? Attempt { get; init; }
}
