using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>
/// What a server keeps of a password for SCRAM-SHA-256 (RFC 5802, section 3): enough to check it, not enough to log in with it.
/// </summary>
public sealed class ScramVerifier
{
    /// <summary>The length of <see cref="StoredKey"/> and <see cref="ServerKey"/> in octets: SHA-256.</summary>
    public const int KeyLength = SHA256.HashSizeInBytes;

    /// <summary>The fewest iterations a client accepts (RFC 7677, section 4).</summary>
    public const int LeastIterations = 4096;

    /// <summary>Puts a verifier together as it was stored.</summary>
    /// <param name="salt">The salt, not empty.</param>
    /// <param name="iterations">At least <see cref="LeastIterations"/>.</param>
    /// <param name="storedKey">The hash of the client's key, <see cref="KeyLength"/> octets.</param>
    /// <param name="serverKey">The server's key, <see cref="KeyLength"/> octets.</param>
    /// <exception cref="ArgumentException">A part has another size.</exception>
    public ScramVerifier(ReadOnlyMemory<byte> salt, int iterations, ReadOnlyMemory<byte> storedKey, ReadOnlyMemory<byte> serverKey)
    {
        if (salt.IsEmpty)
            throw new ArgumentException("a salt has at least one octet", nameof(salt));
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, LeastIterations);
        if (storedKey.Length != KeyLength)
            throw new ArgumentException($"a stored key has {KeyLength} octets", nameof(storedKey));
        if (serverKey.Length != KeyLength)
            throw new ArgumentException($"a server key has {KeyLength} octets", nameof(serverKey));
        (Salt, Iterations, StoredKey, ServerKey) = (salt, iterations, storedKey, serverKey);
    }

    /// <summary>The salt.</summary>
    public ReadOnlyMemory<byte> Salt { get; }

    /// <summary>How often the hash is repeated.</summary>
    public int Iterations { get; }

    /// <summary>The hash of the key that only a client with the password can make.</summary>
    public ReadOnlyMemory<byte> StoredKey { get; }

    /// <summary>The key with which the server proves that it knows the verifier.</summary>
    public ReadOnlyMemory<byte> ServerKey { get; }

    /// <summary>Makes the verifier of a password.</summary>
    /// <param name="password">The password; prepared by SASLprep here.</param>
    /// <param name="salt">A salt of its own for each user, at least 16 random octets.</param>
    /// <param name="iterations">At least <see cref="LeastIterations"/>.</param>
    /// <exception cref="ArgumentException">The password is empty or holds characters that SASLprep prohibits.</exception>
    public static ScramVerifier Create(ReadOnlySpan<char> password, ReadOnlyMemory<byte> salt, int iterations)
    {
        byte[] prepared = SaslText.PreparePassword(password) ?? throw new ArgumentException(
            "a password is not empty and holds no control, private or unpaired characters (RFC 4013)", nameof(password));
        ScramVerifier verifier = FromPrepared(prepared, salt, iterations);
        CryptographicOperations.ZeroMemory(prepared);
        return verifier;
    }

    /// <summary>Makes the verifier of a password that SASLprep has prepared.</summary>
    internal static ScramVerifier FromPrepared(ReadOnlySpan<byte> prepared, ReadOnlyMemory<byte> salt, int iterations)
    {
        byte[] salted = ScramKeys.SaltedPassword(prepared, salt.Span, iterations);
        var verifier = new ScramVerifier(salt, iterations, ScramKeys.StoredKey(salted), ScramKeys.ServerKey(salted));
        CryptographicOperations.ZeroMemory(salted);
        return verifier;
    }
}
