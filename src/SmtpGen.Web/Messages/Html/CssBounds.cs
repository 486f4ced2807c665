namespace SmtpGen.Web.Messages;

/// <summary>Keeps style sheets from a parser that calls itself for every bracket.</summary>
internal static class CssBounds
{
    /// <summary>Characters of a <c>style</c> attribute.</summary>
    public const int Attribute = 8 << 10;

    /// <summary>Characters of all <c>style</c> elements.</summary>
    public const int Elements = 64 << 10;

    private const int Depth = 16;

    /// <summary>Whether brackets are nested as in style sheets that people write.</summary>
    public static bool IsBearable(string css)
    {
        Span<char> open = stackalloc char[Depth];
        int depth = 0;
        for (int i = 0; i < css.Length; i++)
        {
            switch (css[i])
            {
                case '\\':
                    i++;
                    break;
                case '"' or '\'':
                    i = EndOfString(css, i);
                    break;
                case '/' when i + 1 < css.Length && css[i + 1] == '*':
                    int end = css.IndexOf("*/", i + 2, StringComparison.Ordinal);
                    i = end < 0 ? css.Length : end + 1;
                    break;
                case '(' or '[' or '{':
                    if (depth == Depth)
                        return false;
                    open[depth++] = css[i];
                    break;
                // One that closes nothing does not count: a parser may pass it over, and stay as deep as it was.
                case ')' or ']' or '}' when depth > 0 && Opener(css[i]) == open[depth - 1]:
                    depth--;
                    break;
            }
        }

        return true;
    }

    private static char Opener(char closer) => closer switch
    {
        ')' => '(',
        ']' => '[',
        _ => '{',
    };

    // A line end ends a string, too (CSS Syntax section 4.3.5).
    private static int EndOfString(string css, int start)
    {
        int i = start + 1;
        while (i < css.Length && css[i] != css[start] && css[i] is not ('\n' or '\r' or '\f'))
            i += css[i] == '\\' ? 2 : 1;
        return i;
    }
}
