using System.Text;

namespace SmtpGen.Reference.Drawing;

/// <summary>How much room text takes, with some to spare: which fonts there are is known only where it is shown.</summary>
internal static class TextMeasure
{
    /// <summary>Font size of commands and codes, which stand in a font of equal widths.</summary>
    public const double CommandSize = 13;

    /// <summary>Font size of names.</summary>
    public const double NameSize = 15;

    /// <summary>Width of a text in the font of commands.</summary>
    public static double Command(string text) => Cells(text) * CommandSize * 0.61;

    /// <summary>Width of a text in the bold font of names.</summary>
    public static double Name(string text) => text.EnumerateRunes().Sum(Ems) * NameSize;

    /// <summary>The columns that a text takes: two for each wide character.</summary>
    public static int Cells(string text) => text.EnumerateRunes().Sum(rune => IsWide(rune.Value) ? 2 : 1);

    private static double Ems(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or '\'' or '|' => 0.4,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 1.1,
        >= 'A' and <= 'Z' => 0.82,
        <= 0x7F => 0.7,
        var other => IsWide(other) ? 1.05 : 0.85,
    };

    // The blocks that Unicode Standard Annex 11 calls wide, and what lies between them.
    private static bool IsWide(int rune) =>
        rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x1F300;
}
