namespace SmtpGen.RandomSpecs.Compiling;

/// <summary>Makes a specification that fails smaller, while it fails in the same way.</summary>
internal static class Shrinking
{
    private const int MaxTries = 120;

    /// <param name="text">The specification.</param>
    /// <param name="fails">Whether a smaller one fails in the same way.</param>
    public static string Of(string text, Func<string, bool> fails)
    {
        var lines = text.Split('\n').ToList();
        int tries = 0;
        for (bool isSmaller = true; isSmaller && tries < MaxTries;)
        {
            isSmaller = false;
            for (int at = 0; at < lines.Count && tries < MaxTries; at++)
            {
                int length = Block(lines, at);
                var rest = lines.Take(at).Concat(lines.Skip(at + length)).ToList();
                tries++;
                if (!fails(string.Join('\n', rest)))
                    continue;
                lines = rest;
                isSmaller = true;
                at--;
            }
        }

        return string.Join('\n', lines);
    }

    // A line, or all the lines up to the one that closes what it opens.
    private static int Block(List<string> lines, int at)
    {
        int open = 0;
        for (int i = at; i < lines.Count; i++)
        {
            open += lines[i].Count(c => c == '{') - lines[i].Count(c => c == '}');
            if (open <= 0)
                return i - at + 1;
        }

        return 1;
    }
}
