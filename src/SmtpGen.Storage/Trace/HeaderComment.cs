using System.Text;

namespace SmtpGen.Storage;

/// <summary>Comments in headers (RFC 5322, section 3.2.2).</summary>
internal static class HeaderComment
{
    // Nobody has a name that long, but a command line has room for 2 KB.
    private const int MaxLength = 128;

    /// <summary>
    /// The text in parentheses as words, those inside quoted, "?" for what is not printable ASCII, and cut to 128 characters.
    /// </summary>
    public static string[] Of(string text)
    {
        var comment = new StringBuilder("(");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (c is '(' or ')' or '\\')
                comment.Append('\\');
            comment.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return comment.Append(')').ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
