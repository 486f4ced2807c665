using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>What the users file knows of a password. Whatever the scheme, a check costs the same.</summary>
internal sealed class UserSecret
{
    private readonly ReadOnlyMemory<byte> _salt;
    private readonly int _iterations;
    private readonly ReadOnlyMemory<byte> _expected;

    private UserSecret(ReadOnlyMemory<byte> salt, int iterations, ReadOnlyMemory<byte> expected)
        => (_salt, _iterations, _expected) = (salt, iterations, expected);

    /// <summary>A salted hash; it can check a password and nothing else.</summary>
    public static UserSecret FromHash(byte[] salt, int iterations, byte[] hash) => new(salt, iterations, hash);

    /// <summary>A verifier, and the readable password where that is known.</summary>
    public static UserSecret FromVerifier(ScramVerifier verifier, byte[]? readable = null)
        => new(verifier.Salt, verifier.Iterations, verifier.StoredKey) { Verifier = verifier, Readable = readable };

    /// <summary>A secret that no password matches, for users who do not exist.</summary>
    public static UserSecret Decoy(ScramParameters parameters) => new(
        RandomNumberGenerator.GetBytes(parameters.SaltLength), parameters.Iterations, RandomNumberGenerator.GetBytes(ScramVerifier.KeyLength));

    /// <summary>The SCRAM verifier; null where there is none.</summary>
    public ScramVerifier? Verifier { get; private init; }

    /// <summary>The password in UTF-8; null where only a hash is known.</summary>
    public byte[]? Readable { get; private init; }

    /// <summary>What the derivation looks like from outside.</summary>
    public ScramParameters Parameters => new(_iterations, _salt.Length);

    /// <summary>Whether this is the password. Keeps a processor busy for tens of milliseconds.</summary>
    /// <param name="password">The password.</param>
    /// <param name="cost">
    /// The iterations to spend in all, at least those of the secret. Where they are the same for every user, time tells
    /// neither who exists nor whose entry is of another kind.
    /// </param>
    public bool Matches(ReadOnlySpan<byte> password, int cost)
    {
        byte[] salted = ScramKeys.SaltedPassword(password, _salt.Span, _iterations);
        byte[] storedKey = ScramKeys.StoredKey(salted);
        if (cost > _iterations)
            CryptographicOperations.ZeroMemory(ScramKeys.SaltedPassword(password, _salt.Span, cost - _iterations));
        bool matches = CryptographicOperations.FixedTimeEquals(Verifier is null ? salted : storedKey, _expected.Span);
        CryptographicOperations.ZeroMemory(salted);
        return matches;
    }
}
