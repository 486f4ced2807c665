using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SmtpGen.Sasl;

/// <summary>The server's first message (RFC 5802, section 7): <c>"r=" nonce ",s=" base64 ",i=" number ["," extensions]</c>.</summary>
/// <param name="Text">The message as it came.</param>
/// <param name="Nonce">Both parts of the nonce.</param>
/// <param name="Salt">The salt, not empty.</param>
/// <param name="Iterations">How often the hash is to be repeated.</param>
internal sealed record ScramServerFirst(string Text, string Nonce, byte[] Salt, int Iterations)
{
    /// <summary>Reads the message, or null where it is none. The extension <c>m=</c>, which nobody may ignore, comes first and is refused so.</summary>
    public static ScramServerFirst? Read(ReadOnlySpan<byte> message)
    {
        if (!Utf8.IsValid(message) || message.Contains((byte)0))
            return null;
        string text = Encoding.UTF8.GetString(message);
        if (text.Split(',') is not [['r', '=', .. var nonce], ['s', '=', .. var salt], ['i', '=', .. var count], ..])
            return null;
        return StrictBase64.Decode(Encoding.UTF8.GetBytes(salt)) is { Length: > 0 } octets
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            ? new ScramServerFirst(text, nonce, octets, iterations)
            : null;
    }
}
