namespace SmtpGen.Language.Text;

/// <summary>How unlike two names are, to suggest what a mistyped one may have meant.</summary>
internal static class EditDistance
{
    private const int MaxLength = 64;

    /// <summary>The names most like a given one, all at the same distance; none where all are unlike.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> names)
    {
        // Nobody mistypes a name that long, and comparing two takes time by the product of their lengths.
        if (name.Length > MaxLength)
            return [];
        int most = Math.Max(1, name.Length / 3);
        var like = names
            .Where(n => Math.Abs(n.Length - name.Length) <= most)
            .Select(n => (Name: n, Distance: Between(n, name)))
            .Where(n => n.Distance <= most)
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).ToList();
        return [.. like.TakeWhile(n => n.Distance == like[0].Distance).Select(n => n.Name)];
    }

    /// <summary>Least number of characters to insert, remove or replace, or of neighbours to swap, without regard to case.</summary>
    public static int Between(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        int[] above = [.. row];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] next = new int[row.Length];
            next[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                next[j] = Math.Min(row[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1), Math.Min(row[j], next[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    next[j] = Math.Min(next[j], above[j - 2] + 1);
            }

            (above, row) = (row, next);
        }

        return row[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
