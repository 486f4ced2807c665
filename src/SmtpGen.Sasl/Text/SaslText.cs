using System.Text;
using System.Text.Unicode;

namespace SmtpGen.Sasl;

/// <summary>Names and passwords as mechanisms carry them: UTF-8, prepared by SASLprep, neither empty nor with a NUL.</summary>
internal static class SaslText
{
    /// <summary>A prepared name, or null where the octets are none.</summary>
    public static string? ReadName(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? PrepareName(Encoding.UTF8.GetString(utf8)) : null;

    /// <summary>A prepared name, or null where the text is none.</summary>
    public static string? PrepareName(ReadOnlySpan<char> name) => SaslPrep.Prepare(name) is { Length: > 0 } prepared ? new string(prepared) : null;

    /// <summary>A prepared password in UTF-8 that the caller clears, or null where the octets are none.</summary>
    public static byte[]? ReadPassword(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        char[] text = new char[Encoding.UTF8.GetCharCount(utf8)];
        Encoding.UTF8.GetChars(utf8, text);
        byte[]? password = PreparePassword(text);
        Array.Clear(text);
        return password;
    }

    /// <summary>A prepared password in UTF-8 that the caller clears, or null where the text is none.</summary>
    public static byte[]? PreparePassword(ReadOnlySpan<char> text)
    {
        if (SaslPrep.Prepare(text) is not { Length: > 0 } prepared)
            return null;
        byte[] password = Encoding.UTF8.GetBytes(prepared);
        Array.Clear(prepared);
        return password;
    }
}
