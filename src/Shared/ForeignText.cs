using System.Globalization;
using System.Text;

namespace SmtpGen;

/// <summary>
/// Text that a stranger wrote, made fit to stand in a line of a header, a log or a terminal. Compiled into each assembly that
/// prints such text.
/// </summary>
internal static class ForeignText
{
    /// <summary>
    /// The text with a mark for each character that is not seen but acts: controls, line and paragraph separators, and formats,
    /// among which are zero-width characters and those that turn the direction of what follows (Unicode, categories Cc, Zl,
    /// Zp and Cf). Half a surrogate pair is one too.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">What stands for such a character.</param>
    /// <param name="kept">Characters that stay, line feed and tab for example.</param>
    public static string Clean(string text, char mark, ReadOnlySpan<char> kept = default)
    {
        int first = 0;
        while (first < text.Length && IsPlain(text[first]))
            first++;
        if (first == text.Length)
            return text;

        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (int index = first; index < text.Length;)
        {
            bool isWhole = Rune.TryGetRuneAt(text, index, out Rune rune);
            int length = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && (!Acts(rune) || (length == 1 && kept.Contains(text[index]))))
                clean.Append(text, index, length);
            else
                clean.Append(mark);
            index += length;
        }

        return clean.ToString();
    }

    // Most text is, and then nothing is copied.
    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
