namespace SmtpGen.Language.Format;

/// <summary>What stands between two tokens.</summary>
/// <param name="Comments">The comments.</param>
/// <param name="EndsLine">Whether a line ends after the last of them.</param>
/// <param name="EndsBlank">Whether an empty line follows the last of them.</param>
internal sealed record Gap(IReadOnlyList<Comment> Comments, bool EndsLine, bool EndsBlank)
{
    /// <param name="text">Blanks and comments.</param>
    /// <param name="isFirst">Whether the file begins with it.</param>
    public static Gap Of(string text, bool isFirst)
    {
        var comments = new List<Comment>();
        int lines = isFirst ? 1 : 0;
        for (int i = 0; i < text.Length;)
        {
            if (text[i] != '/')
            {
                if (EndsLineAt(text, i))
                    lines++;
                i++;
                continue;
            }

            int end = text.IndexOf('\n', i);
            if (end < 0)
                end = text.Length;
            comments.Add(new Comment(text.Substring(i, end - i).TrimEnd(), lines > 0, lines > 1, i));
            lines = 0;
            i = end;
        }

        return new Gap(comments, lines > 0, lines > 1);
    }

    private static bool EndsLineAt(string text, int at) => text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n'));
}
