using System.Text;

namespace SmtpGen.Web.Messages;

/// <summary>Makes texts comparable: letters in lower case, and each run of white space and control characters one space.</summary>
internal static class SearchText
{
    /// <summary>Folds a text.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        bool isGap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                isGap = true;
                continue;
            }

            if (isGap && folded.Length > 0)
                folded.Append(' ');
            isGap = false;
            if (rune.IsAscii)
                folded.Append(char.ToLowerInvariant((char)rune.Value));
            else
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>How many characters a text has, as the index counts them.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>A text that is cut to so many UTF-16 units, and not inside a character.</summary>
    public static string Cut(string text, int length)
        => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
