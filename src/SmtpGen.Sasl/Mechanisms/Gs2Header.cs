using System.Text;

namespace SmtpGen.Sasl;

/// <summary>
/// The beginning of a client's message in SCRAM and OAUTHBEARER (RFC 5801, section 4):
/// <c>gs2-cbind-flag "," [ "a=" saslname ] ","</c>.
/// </summary>
/// <param name="Flag"><c>n</c>: the client does not bind; <c>y</c>: it could and believes that the server cannot; <c>p</c>: it binds.</param>
/// <param name="BindingName">The channel binding it uses; empty unless the flag is <c>p</c>.</param>
/// <param name="Authorization">Whom it wants to act for; null when it names nobody.</param>
/// <param name="Length">The header's length in octets, the last comma included.</param>
internal readonly record struct Gs2Header(char Flag, string BindingName, string? Authorization, int Length)
{
    /// <summary>Reads the header, or null where the message does not begin with one.</summary>
    public static Gs2Header? Read(ReadOnlySpan<byte> message)
    {
        int first = message.IndexOf((byte)',');
        int second = first < 0 ? -1 : message[(first + 1)..].IndexOf((byte)',');
        if (second < 0)
            return null;

        ReadOnlySpan<byte> flag = message[..first];
        ReadOnlySpan<byte> authorization = message.Slice(first + 1, second);
        bool binds = flag.StartsWith("p="u8) && IsBindingName(flag[2..]);
        if (!binds && !flag.SequenceEqual("n"u8) && !flag.SequenceEqual("y"u8))
            return null;

        string? name = null;
        if (!authorization.IsEmpty)
        {
            if (!authorization.StartsWith("a="u8) || (name = ReadName(authorization[2..])) is null)
                return null;
        }

        return new Gs2Header((char)flag[0], binds ? Encoding.ASCII.GetString(flag[2..]) : "", name, first + second + 2);
    }

    /// <summary>Reads a saslname (RFC 5802, section 5.1): a comma is written =2C and an equals sign =3D. Null where it is none.</summary>
    public static string? ReadName(ReadOnlySpan<byte> text)
    {
        byte[] octets = new byte[text.Length];
        int length = 0;
        while (!text.IsEmpty)
        {
            bool escaped = text[0] == '=';
            if (escaped && !text.StartsWith("=2C"u8) && !text.StartsWith("=3D"u8))
                return null;
            octets[length++] = !escaped ? text[0] : text[1] == '2' ? (byte)',' : (byte)'=';
            text = text[(escaped ? 3 : 1)..];
        }

        return SaslText.ReadName(octets.AsSpan(0, length));
    }

    /// <summary>Writes a header.</summary>
    /// <param name="flag">The flag and, for p, the binding's name: <c>n</c>, <c>y</c>, <c>p=tls-server-end-point</c>.</param>
    /// <param name="authorization">Whom the client wants to act for; null for itself.</param>
    public static string Write(string flag, string? authorization)
        => authorization is null ? $"{flag},," : $"{flag},a={WriteName(authorization)},";

    /// <summary>Writes a saslname, see <see cref="ReadName"/>.</summary>
    public static string WriteName(string name)
        => name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    private static bool IsBindingName(ReadOnlySpan<byte> name)
    {
        foreach (byte octet in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'.' or (byte)'-'))
                return false;
        }

        return !name.IsEmpty;
    }
}
