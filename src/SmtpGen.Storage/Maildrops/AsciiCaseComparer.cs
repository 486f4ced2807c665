namespace SmtpGen.Storage;

/// <summary>Takes ASCII letters in either case for the same, and no others, as SQLite's NOCASE does.</summary>
internal sealed class AsciiCaseComparer : IEqualityComparer<string>
{
    public static AsciiCaseComparer Instance { get; } = new();

    public bool Equals(string? x, string? y)
        => x is null || y is null ? x == y : x.Length == y.Length && EqualCharacters(x, y);

    public int GetHashCode(string text)
    {
        var hash = default(HashCode);
        foreach (char c in text)
            hash.Add(char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c);
        return hash.ToHashCode();
    }

    private static bool EqualCharacters(string x, string y)
    {
        for (int index = 0; index < x.Length; index++)
        {
            if (x[index] != y[index] && !(char.IsAsciiLetter(x[index]) && (x[index] ^ y[index]) == 0x20))
                return false;
        }

        return true;
    }
}
