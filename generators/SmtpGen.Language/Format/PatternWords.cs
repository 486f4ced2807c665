using SmtpGen.Language.Text;

namespace SmtpGen.Language.Format;

/// <summary>A part of a pattern between two places where blanks may stand.</summary>
/// <param name="Span">Where it stands in the pattern.</param>
/// <param name="IsGlued">Whether nothing stands before it in the canonical layout.</param>
internal readonly record struct PatternWord(TextSpan Span, bool IsGlued);

/// <summary>
/// Cuts a pattern where blanks may stand. Alternatives are set apart, parentheses and brackets stand close to what they enclose; whether
/// anything else is set apart is left as it is, for a blank more or less changes what ABNF says: <c>2 DIGIT</c>.
/// </summary>
internal static class PatternWords
{
    /// <summary>The words, in their order. A pattern with a comment inside of it is one word.</summary>
    public static IReadOnlyList<PatternWord> Of(string pattern)
    {
        var words = new List<PatternWord>();
        bool isSetApart = false;
        for (int i = 0; i < pattern.Length;)
        {
            if (IsBlank(pattern[i]))
            {
                isSetApart = true;
                i++;
                continue;
            }

            if (string.CompareOrdinal(pattern, i, "//", 0, 2) == 0)
                return [new PatternWord(new TextSpan(0, pattern.Length), false)];
            int start = i;
            i = EndOf(pattern, i);
            words.Add(new PatternWord(TextSpan.FromBounds(start, i), words.Count > 0 && IsGlued(pattern, words[words.Count - 1].Span, start, isSetApart)));
            isSetApart = false;
        }

        return words;
    }

    private static bool IsGlued(string pattern, TextSpan before, int at, bool isSetApart)
    {
        if (pattern[at] == '/' || pattern[before.Start] == '/')
            return false;
        if (pattern[at] is ')' or ']' or ':' || pattern[before.Start] is '(' or '[')
            return true;
        return pattern[before.Start] != ':' && !isSetApart && !IsWhole(pattern, before, at);
    }

    // `)SP`, `"a"SP` and `SP(` are two elements; `2(`, `*SP` and `%s"a"` are one.
    private static bool IsWhole(string pattern, TextSpan before, int at)
    {
        if (pattern[before.End - 1] is ')' or ']' or '"' or '>')
            return true;
        bool isName = pattern[before.Start] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
        return isName && pattern[at] is '(' or '[' or '"' or '<';
    }

    private static int EndOf(string pattern, int start)
    {
        if (pattern[start] is '/' or '(' or ')' or '[' or ']' or ':')
            return start + 1;
        if (Closing(pattern[start]) is { } closing && pattern.IndexOf(closing, start + 1) is > 0 and var close)
            return close + 1;
        int end = start + 1;
        while (end < pattern.Length && !IsBlank(pattern[end]) && pattern[end] is not ('/' or '(' or ')' or '[' or ']' or ':') && Closing(pattern[end]) is null)
            end++;
        return end;
    }

    private static char? Closing(char opening) => opening switch
    {
        '"' => '"',
        '<' => '>',
        _ => null,
    };

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';
}
