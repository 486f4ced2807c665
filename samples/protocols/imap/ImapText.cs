using System.Buffers;
using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>Writes values as IMAP reads them (RFC 3501 section 4).</summary>
public static class ImapText
{
    /// <summary>A date and time: <c>"17-Jul-1996 02:44:25 -0700"</c>.</summary>
    public static string Date(DateTimeOffset time) =>
        time.ToString("'\"'dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "") + '"';

    /// <summary>A text in quotes, or a literal where it cannot stand in quotes; NIL where there is none. A character stands for an octet.</summary>
    public static string String(string? text) =>
        text is null ? "NIL"
        : text.All(character => character is >= ' ' and < '\x7F') ? $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\""
        : string.Create(CultureInfo.InvariantCulture, $"{{{text.Length}}}\r\n{text}");

    /// <summary>Writes octets as a literal.</summary>
    public static void WriteLiteral(this ArrayBufferWriter<byte> output, ReadOnlySpan<byte> octets)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{{{octets.Length}}}\r\n"));
        output.Write(octets);
    }

    /// <summary>Writes a text, of which a character stands for an octet.</summary>
    public static void Write(this ArrayBufferWriter<byte> output, string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
