using System.Text;
using System.Text.Unicode;

namespace SmtpGen.Sasl;

/// <summary>The client's first message (RFC 5802, section 7): <c>gs2-header "n=" saslname ",r=" c-nonce ["," extensions]</c>.</summary>
/// <param name="Header">The gs2-header, read.</param>
/// <param name="HeaderOctets">The gs2-header as it came; the client repeats it in its last message.</param>
/// <param name="Bare">What is after the gs2-header, as it came.</param>
/// <param name="UserName">The user, prepared.</param>
/// <param name="Nonce">The client's part of the nonce.</param>
internal sealed record ScramClientFirst(Gs2Header Header, byte[] HeaderOctets, string Bare, string UserName, string Nonce)
{
    /// <summary>Reads the message, or null where it is none. The extension <c>m=</c>, which nobody may ignore, comes first and is refused so.</summary>
    public static ScramClientFirst? Read(ReadOnlySpan<byte> message)
    {
        if (Gs2Header.Read(message) is not { } header)
            return null;

        ReadOnlySpan<byte> bare = message[header.Length..];
        int comma = bare.IndexOf((byte)',');
        if (comma < 0 || !bare.StartsWith("n="u8) || Gs2Header.ReadName(bare[2..comma]) is not { } userName)
            return null;

        ReadOnlySpan<byte> rest = bare[(comma + 1)..];
        int end = rest.IndexOf((byte)',');
        ReadOnlySpan<byte> nonce = end < 0 ? rest : rest[..end];
        if (!nonce.StartsWith("r="u8) || nonce.Length == 2 || nonce.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return null;
        if (end >= 0 && (!Utf8.IsValid(rest[end..]) || rest[end..].Contains((byte)0)))
            return null;

        return new ScramClientFirst(
            header, message[..header.Length].ToArray(), Encoding.UTF8.GetString(bare), userName, Encoding.ASCII.GetString(nonce[2..]));
    }
}
