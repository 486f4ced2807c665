namespace SmtpGen.Sasl;

/// <summary>What a client lets itself in for.</summary>
public sealed record SaslClientOptions
{
    /// <summary>
    /// Uses mechanisms that expose the password or the token without TLS too. For tests on one machine; RFC 4954 section 4
    /// wants it off.
    /// </summary>
    public bool AllowPlaintextWithoutTls { get; init; }

    /// <summary>The only mechanisms to choose from, in any case and order; null for all.</summary>
    public IReadOnlyCollection<string>? Mechanisms { get; init; }
}
