using System.Globalization;
using System.Text;
using Spectre.Console;

namespace SmtpGen.Tool.Layout;

/// <summary>How wide text may be, and how wide it is.</summary>
internal static class TextWidth
{
    private const int Piped = 100;
    private const int Narrowest = 20;

    /// <summary>
    /// The columns of what is written to: the environment variable COLUMNS, else those of the terminal, else 100, which is read with
    /// ease and fits into a mail.
    /// </summary>
    public static int Of(TextWriter output)
    {
        string? said = Environment.GetEnvironmentVariable("COLUMNS");
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0)
            return Math.Max(columns, Narrowest);
        return new AnsiConsoleOutput(output) is { IsTerminal: true, Width: > 0 and var width } ? Math.Max(width, Narrowest) : Piped;
    }

    /// <summary>The columns that a text takes: two for each character of Chinese, Japanese and Korean, none for a combining one.</summary>
    public static int Cells(string text)
    {
        int cells = 0;
        foreach (var rune in text.EnumerateRunes())
            cells += Cells(rune);
        return cells;
    }

    /// <summary>The columns that a character takes.</summary>
    public static int Cells(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        ? 0
        : Math.Max(0, rune.ToString().GetCellWidth());
}
