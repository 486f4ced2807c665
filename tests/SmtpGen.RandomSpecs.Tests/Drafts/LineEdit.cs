namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>Edits the lines of a text as one does in an editor: a comment or a blank line more or less, and now and then a word.</summary>
internal static class LineEdit
{
    /// <summary>The text after one to three edits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="comment">What begins a comment.</param>
    /// <param name="random">Says which.</param>
    public static string Of(string text, string comment, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(lines.Count);
            switch (random.Next(7))
            {
                case 0:
                    lines.Insert(at, "");
                    break;
                case 1:
                    lines.Insert(at, $"  {comment} {random.Next(100)} }} \" {{");
                    break;
                case 2:
                    lines[at] += $" {comment} {random.Next(100)}";
                    break;
                case 3 when lines[at].TrimStart().StartsWith(comment, StringComparison.Ordinal) || lines[at].Trim().Length == 0:
                    lines.RemoveAt(at);
                    break;
                case 4:
                    lines[at] = "\t" + lines[at] + " ";
                    break;
                case 5 when lines[at].Contains(comment, StringComparison.Ordinal):
                    lines[at] = lines[at][..lines[at].IndexOf(comment, StringComparison.Ordinal)];
                    break;
                case 6 when comment == "//" && random.Next(4) == 0:
                    return Mutation.Of(string.Join('\n', lines), random);
                default:
                    lines[at] += "\r";
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
