using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmtpGen.Web.Messages;

/// <summary>
/// The name that a part is saved by: what the message calls it, without what a file system, a shell or a reader would take for something
/// else.
/// </summary>
internal static class SafeFileName
{
    private const int Longest = 150;
    private const int LongestExtension = 16;

    private static readonly SearchValues<char> s_separators = SearchValues.Create("/\\");
    private static readonly SearchValues<char> s_special = SearchValues.Create("\"*:<>?|%;");

    // Names that Windows gives to devices, whatever their extension.
    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Makes a name safe.</summary>
    /// <param name="name">What the message calls the part.</param>
    /// <param name="otherwise">What it is called where nothing of that is left.</param>
    public static string Of(string? name, string otherwise)
    {
        if (name is null)
            return otherwise;
        var kept = new StringBuilder();
        foreach (var rune in name[(name.AsSpan().LastIndexOfAny(s_separators) + 1)..].EnumerateRunes())
        {
            // Cf holds the marks that turn the direction of text round, so that "gpj.exe" reads "exe.jpg".
            bool isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            if (!isHidden && rune != Rune.ReplacementChar)
                kept.Append(rune.IsBmp && s_special.Contains((char)rune.Value) ? "_" : rune.ToString());
        }

        string safe = Shorten(kept.ToString().TrimStart(' ', '.').TrimEnd(' ', '.'));
        if (safe.Length == 0)
            return otherwise;
        return s_devices.Contains(safe.Split('.', 2)[0].TrimEnd()) ? "_" + safe : safe;
    }

    private static string Shorten(string name)
    {
        if (name.Length <= Longest)
            return name;
        string extension = Path.GetExtension(name);
        if (extension.Length > LongestExtension)
            extension = "";
        int end = Longest - extension.Length;
        return name[..(char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)] + extension;
    }
}
