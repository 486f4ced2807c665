using System.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Writes down what a file of rules says, without its comments and the lines and blanks that only separate.</summary>
internal static class AbnfMeaning
{
    private const char WholeText = '\x2';

    /// <summary>The lines of a file. One in which something was found is written down as it is.</summary>
    public static string Of(AbnfFile file)
    {
        if (file.Diagnostics.Count > 0)
            return WholeText + file.Source.Text;
        var lines = new StringBuilder(file.Source.Text.Length);
        foreach (string line in file.Source.Text.Split('\n'))
        {
            string rule = line.Substring(0, CommentOf(line)).TrimEnd();
            if (rule.Length > 0)
                lines.Append(rule).Append('\n');
        }

        return lines.ToString();
    }

    // A semicolon in a text or in a description in words begins no comment; both end in their line.
    private static int CommentOf(string line)
    {
        char closing = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            if (closing != '\0')
                closing = line[i] == closing ? '\0' : closing;
            else if (line[i] == ';')
                return i;
            else if (line[i] is '"' or '<')
                closing = line[i] == '"' ? '"' : '>';
        }

        return line.Length;
    }
}
