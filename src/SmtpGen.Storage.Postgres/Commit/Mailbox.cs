namespace SmtpGen.Storage.Postgres;

/// <summary>A mailbox as the table of recipients names it: ASCII letters in either case are the same, and no others.</summary>
internal static class Mailbox
{
    public static string Of(string forwardPath)
        => string.Create(forwardPath.Length, PostgresText.Of(forwardPath), static (folded, path) =>
        {
            for (int index = 0; index < folded.Length; index++)
                folded[index] = char.IsAsciiLetterUpper(path[index]) ? (char)(path[index] | 0x20) : path[index];
        });
}
