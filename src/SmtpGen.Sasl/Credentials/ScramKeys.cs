using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>The derivations of RFC 5802, section 3, with SHA-256.</summary>
internal static class ScramKeys
{
    public static byte[] SaltedPassword(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations)
        => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, ScramVerifier.KeyLength);

    public static byte[] ClientKey(ReadOnlySpan<byte> saltedPassword) => HMACSHA256.HashData(saltedPassword, "Client Key"u8);

    public static byte[] StoredKey(ReadOnlySpan<byte> saltedPassword) => SHA256.HashData(ClientKey(saltedPassword));

    public static byte[] ServerKey(ReadOnlySpan<byte> saltedPassword) => HMACSHA256.HashData(saltedPassword, "Server Key"u8);

    /// <summary>What both sides sign: the messages so far, without the gs2-header and the proof.</summary>
    public static byte[] AuthMessage(string clientFirstBare, string serverFirst, string clientFinalWithoutProof)
        => Encoding.UTF8.GetBytes($"{clientFirstBare},{serverFirst},{clientFinalWithoutProof}");

    /// <summary>A client's key XOR the client's signature is its proof, and the proof XOR the signature the key again.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> keyOrProof, ReadOnlySpan<byte> storedKey, ReadOnlySpan<byte> authMessage)
    {
        byte[] signed = HMACSHA256.HashData(storedKey, authMessage);
        for (int i = 0; i < signed.Length; i++)
            signed[i] ^= keyOrProof[i];
        return signed;
    }

    public static byte[] ServerSignature(ReadOnlySpan<byte> serverKey, ReadOnlySpan<byte> authMessage)
        => HMACSHA256.HashData(serverKey, authMessage);
}
