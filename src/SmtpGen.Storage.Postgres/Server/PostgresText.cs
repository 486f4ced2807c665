using System.Text;

namespace SmtpGen.Storage.Postgres;

/// <summary>Text that PostgreSQL can hold: U+0000 and halves of surrogate pairs become U+FFFD.</summary>
internal static class PostgresText
{
    public static string Of(string text)
    {
        foreach (char c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
                return Replace(text);
        }

        return text;
    }

    private static string Replace(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            replaced.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return replaced.ToString();
    }
}
