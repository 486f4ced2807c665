using System.Globalization;
using System.Text;

namespace SmtpGen.Envelopes;

/// <summary>The encoding of values in parameters and attributes (RFC 3461 section 4).</summary>
public static class Xtext
{
    /// <summary>The value of an xtext that the grammar has accepted; octets beyond ASCII are taken as UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> xtext)
    {
        if (!xtext.Contains((byte)'+'))
            return Encoding.UTF8.GetString(xtext);
        byte[] decoded = new byte[xtext.Length];
        int length = 0;
        for (int i = 0; i < xtext.Length; i++)
        {
            bool isEscape = xtext[i] == '+'
                && i + 2 < xtext.Length
                && byte.TryParse(xtext.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out decoded[length]);
            if (isEscape)
                i += 2;
            else
                decoded[length] = xtext[i];
            length++;
        }

        return Encoding.UTF8.GetString(decoded, 0, length);
    }

    /// <summary>A value as xtext: UTF-8, of which all but printable ASCII, <c>+</c> and <c>=</c> are written in hexadecimal.</summary>
    public static string Encode(string value)
    {
        var xtext = new StringBuilder(value.Length);
        foreach (byte octet in Encoding.UTF8.GetBytes(value))
        {
            if (octet is >= 33 and <= 126 and not ((byte)'+' or (byte)'='))
                xtext.Append((char)octet);
            else
                xtext.Append(CultureInfo.InvariantCulture, $"+{octet:X2}");
        }

        return xtext.ToString();
    }
}
