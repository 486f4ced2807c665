using System.Text;

namespace Samples;

/// <summary>What a client says with the mechanism PLAIN: whom to act as, NUL, the user, NUL, the password (RFC 4616).</summary>
public static class PlainResponse
{
    /// <summary>Reads it; false where it is not right, or acts as somebody else.</summary>
    /// <param name="base64">As it was sent.</param>
    /// <param name="user">The user.</param>
    /// <param name="password">The password.</param>
    public static bool TryParse(ReadOnlySpan<byte> base64, out string user, out byte[] password)
    {
        (user, password) = ("", []);
        byte[] octets = new byte[base64.Length];
        if (!Convert.TryFromBase64String(Encoding.ASCII.GetString(base64), octets, out int length))
            return false;
        var plain = octets.AsSpan(0, length);
        Span<Range> parts = stackalloc Range[3];
        int count = 0;
        foreach (var part in plain.Split((byte)0))
        {
            if (count == parts.Length)
                return false;
            parts[count++] = part;
        }

        if (count < parts.Length)
            return false;
        user = Encoding.UTF8.GetString(plain[parts[1]]);
        password = plain[parts[2]].ToArray();
        return plain[parts[0]].IsEmpty || plain[parts[0]].SequenceEqual(plain[parts[1]]);
    }
}
