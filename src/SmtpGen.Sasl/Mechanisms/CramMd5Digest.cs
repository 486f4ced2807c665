using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>What proves the password in CRAM-MD5 (RFC 2195, section 2).</summary>
internal static class CramMd5Digest
{
    /// <summary>The length of the digest in octets.</summary>
    public const int Length = 2 * MD5.HashSizeInBytes;

    /// <summary>The HMAC of the challenge in lower-case hexadecimal.</summary>
    public static byte[] Of(ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge)
        => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACMD5.HashData(password, challenge)));
}
