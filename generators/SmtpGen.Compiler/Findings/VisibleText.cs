using System.Globalization;
using System.Text;

namespace SmtpGen.Compiler.Findings;

/// <summary>What a message quotes of a specification, made fit for the terminal that a build prints to.</summary>
internal static class VisibleText
{
    private const char Mark = '\uFFFD';

    /// <summary>
    /// The text with a mark for each character that is not seen but acts: controls, line and paragraph separators, and formats, among
    /// which are those that turn the direction of what follows (Unicode, categories Cc, Zl, Zp and Cf).
    /// </summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate))
            {
                visible.Append(text[i]);
                if (char.IsHighSurrogate(text[i]))
                    visible.Append(text[++i]);
                continue;
            }

            visible.Append(Mark);
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
                i++;
        }

        return visible.ToString();
    }
}
