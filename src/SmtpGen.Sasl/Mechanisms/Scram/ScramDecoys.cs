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

    public ScramVerifier Create(string userName, ScramParameters parameters)
    {
        byte[] octets = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, _secret, parameters.SaltLength + ScramVerifier.KeyLength, info: Encoding.UTF8.GetBytes(userName));
        ReadOnlyMemory<byte> key = octets.AsMemory(parameters.SaltLength);
        return new ScramVerifier(octets.AsMemory(0, parameters.SaltLength), parameters.Iterations, key, key);
    }
}
