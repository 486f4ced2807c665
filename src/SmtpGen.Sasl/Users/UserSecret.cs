using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>What the users file knows of a password. Whatever the scheme, a check costs the same.</summary>
internal sealed class UserSecret
{
    private readonly ReadOnlyMemory<byte> _salt;
    private readonly int _iterations;
    private readonly ReadOnlyMemory<byte> _expected;
    private ScramVerifier? _verifier;

    private UserSecret(ReadOnlyMemory<byte> salt, int iterations, ReadOnlyMemory<byte> expected)
        => (_salt, _iterations, _expected) = (salt, iterations, expected);

    /// <summary>A salted hash; it can check a password and nothing else.</summary>
    public static UserSecret FromHash(byte[] salt, int iterations, byte[] hash) => new(salt, iterations, hash);

    /// <summary>A verifier.</summary>
    public static UserSecret FromVerifier(ScramVerifier verifier)
        => new(verifier.Salt, verifier.Iterations, verifier.StoredKey) { _verifier = verifier };

    /// <summary>A readable password, whose verifier is derived when it is asked for.</summary>
    public static UserSecret FromReadable(byte[] salt, int iterations, byte[] readable) => new(salt, iterations, readable) { Readable = readable };

    /// <summary>A secret that no password matches, for users who do not exist.</summary>
    public static UserSecret Decoy(ScramParameters parameters) => new(
        RandomNumberGenerator.GetBytes(parameters.SaltLength), parameters.Iterations, RandomNumberGenerator.GetBytes(ScramVerifier.KeyLength));

    /// <summary>Whether there is a SCRAM verifier, or one can be derived.</summary>
    public bool HasVerifier => _verifier is not null || Readable is not null;

    /// <summary>The SCRAM verifier; null where there is none, or it was not derived yet.</summary>
    public ScramVerifier? Verifier => Volatile.Read(ref _verifier);

    /// <summary>The password in UTF-8; null where only a hash is known.</summary>
    public byte[]? Readable { get; private init; }

    /// <summary>What the derivation looks like from outside.</summary>
    public ScramParameters Parameters => new(_iterations, _salt.Length);

    /// <summary>The SCRAM verifier, derived where it was not yet. Keeps a processor busy; null where there is none.</summary>
    public ScramVerifier? Derive()
    {
        if (_verifier is null && Readable is not null)
            Volatile.Write(ref _verifier, ScramVerifier.FromPrepared(Readable, _salt, _iterations));
        return _verifier;
    }

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
        ReadOnlySpan<byte> found = Readable is not null ? password : _verifier is not null ? storedKey : salted;
        bool matches = CryptographicOperations.FixedTimeEquals(found, _expected.Span);
        CryptographicOperations.ZeroMemory(salted);
        return matches;
    }
}
