using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>The derivations of RFC 5802, section 3, with SHA-256.</summary>
internal static class ScramKeys
{
    public static byte[] SaltedPassword(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations)
        => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, ScramVerifier.KeyLength);

    public static byte[] ClientKey(ReadOnlySpan<byte> saltedPassword) => HMACSHA256.HashData(saltedPassword, "Client Key"u8);

    public static byte[] StoredKey(ReadOnlySpan<byte> saltedPassword) => SHA256.HashData(ClientKey(saltedPassword));

    public static byte[] ServerKey(ReadOnlySpan<byte> saltedPassword) => HMACSHA256.HashData(saltedPassword, "Server Key"u8);
}
