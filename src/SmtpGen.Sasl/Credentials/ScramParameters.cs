namespace SmtpGen.Sasl;

/// <summary>What a client sees of a verifier.</summary>
/// <param name="Iterations">How often the hash is repeated; at least 4096 (RFC 7677, section 4).</param>
/// <param name="SaltLength">The salt's length in octets.</param>
public readonly record struct ScramParameters(int Iterations, int SaltLength);
