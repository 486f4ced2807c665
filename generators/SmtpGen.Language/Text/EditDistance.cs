namespace SmtpGen.Language.Text;

/// <summary>How unlike two names are, to suggest what a mistyped one may have meant.</summary>
internal static class EditDistance
{
    /// <summary>The names most like a given one, all at the same distance; none where all are unlike.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> names)
    {
        var like = names
            .Select(n => (Name: n, Distance: Between(n, name)))
            .Where(n => n.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).ToList();
        return [.. like.TakeWhile(n => n.Distance == like[0].Distance).Select(n => n.Name)];
    }

    /// <summary>Least number of characters to insert, remove or replace, without regard to case.</summary>
    public static int Between(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                bool same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
