using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>
/// Verifiers of users that do not exist. The same name has the same salt each time, as real users have (RFC 5802,
/// section 9), and nobody without the secret can tell it from a real one.
/// </summary>
internal sealed class ScramDecoys
{
    private readonly byte[] _secret;

    /// <summary>Makes decoys from a secret; an empty one is replaced by a random one.</summary>
    public ScramDecoys(ReadOnlyMemory<byte> secret)
        => _secret = secret.IsEmpty ? RandomNumberGenerator.GetBytes(32) : secret.ToArray();

    public ScramVerifier Create(string userName, IScramCredentials credentials)
    {
        byte[] octets = Derive(_secret, userName, "verifier", sizeof(uint) + ScramVerifier.KeyLength);
        ScramParameters parameters = credentials.Imitate(BinaryPrimitives.ReadUInt32BigEndian(octets));
        ReadOnlyMemory<byte> key = octets.AsMemory(sizeof(uint));
        return new ScramVerifier(Salt(_secret, userName, parameters.SaltLength), parameters.Iterations, key, key);
    }

    /// <summary>A salt that follows from a secret and a name.</summary>
    public static byte[] Salt(ReadOnlyMemory<byte> secret, string userName, int length) => Derive(secret, userName, "salt", length);

    private static byte[] Derive(ReadOnlyMemory<byte> secret, string userName, string use, int length)
    {
        byte[] octets = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Span, octets, salt: [], info: Encoding.UTF8.GetBytes($"{use} of {userName}"));
        return octets;
    }
}
