using System.Text;

namespace SmtpGen.Sasl;

/// <summary>What XOAUTH2 and OAUTHBEARER say in a client's message.</summary>
/// <param name="UserName">Whom the client wants to be or act for; null when it names nobody.</param>
/// <param name="Token">The token; null when there is none of the type Bearer.</param>
internal sealed record BearerMessage(string? UserName, string? Token)
{
    private const byte Separator = 0x01;

    /// <summary>XOAUTH2: <c>"user=" name ^A "auth=Bearer " token ^A ^A</c>. Null where the message is none.</summary>
    public static BearerMessage? ReadXOAuth2(ReadOnlySpan<byte> message)
    {
        int end = message.IndexOf(Separator);
        if (end < 0 || !message.StartsWith("user="u8) || SaslText.ReadName(message[5..end]) is not { } userName)
            return null;
        return TryReadPairs(message[(end + 1)..], out string? token) ? new BearerMessage(userName, token) : null;
    }

    /// <summary>OAUTHBEARER (RFC 7628, section 3.1): <c>gs2-header ^A *(key "=" value ^A) ^A</c>. Null where the message is none.</summary>
    public static BearerMessage? ReadOAuthBearer(ReadOnlySpan<byte> message)
    {
        // A bearer token binds to no channel, so the flag p has no meaning here.
        if (Gs2Header.Read(message) is not { Flag: not 'p' } header || header.Length == message.Length || message[header.Length] != Separator)
            return null;
        return TryReadPairs(message[(header.Length + 1)..], out string? token) ? new BearerMessage(header.Authorization, token) : null;
    }

    /// <summary>Writes the message of XOAUTH2.</summary>
    public static byte[] WriteXOAuth2(string userName, string token)
        => Encoding.UTF8.GetBytes($"user={userName}\u0001auth=Bearer {token}\u0001\u0001");

    /// <summary>Writes the message of OAUTHBEARER.</summary>
    public static byte[] WriteOAuthBearer(string userName, string host, string token)
        => Encoding.UTF8.GetBytes($"{Gs2Header.Write("n", userName)}\u0001host={host}\u0001auth=Bearer {token}\u0001\u0001");

    // The keys host, port and others say where the client thinks it is; only auth matters (RFC 7628, section 3.1).
    private static bool TryReadPairs(ReadOnlySpan<byte> pairs, out string? token)
    {
        token = null;
        bool hasAuth = false;
        while (pairs is not [Separator])
        {
            int end = pairs.IndexOf(Separator);
            int equals = pairs.IndexOf((byte)'=');
            if (end < 0 || equals <= 0 || equals > end)
                return false;
            if (pairs[..equals].SequenceEqual("auth"u8))
            {
                if (hasAuth)
                    return false;
                hasAuth = true;
                token = ReadToken(pairs[(equals + 1)..end]);
            }

            pairs = pairs[(end + 1)..];
        }

        return true;
    }

    // RFC 6750, section 2.1, with a type in any case: "Bearer" 1*SP b64token.
    private static string? ReadToken(ReadOnlySpan<byte> authorization)
    {
        if (authorization.Length < 7 || !Ascii.EqualsIgnoreCase(authorization[..7], "Bearer "u8))
            return null;
        ReadOnlySpan<byte> token = authorization[7..].Trim((byte)' ');
        return token.IsEmpty || token.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? null : Encoding.ASCII.GetString(token);
    }

    // Records print their members; the token is not for logs.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("UserName = ").Append(UserName);
        return true;
    }
}
