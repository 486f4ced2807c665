using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Which messages are in a user's maildrop: those with a recipient whose forward-path names the user.</summary>
internal static class SqliteMaildrop
{
    // NOCASE ignores the case of ASCII letters, as the index recipients_by_forward_path does.
    private const string IsExact = "forward_path = ?1 COLLATE NOCASE";
    private const string IsAtAnyDomain = "(forward_path >= ?2 COLLATE NOCASE AND forward_path < ?3 COLLATE NOCASE)";

    /// <summary>Whether a row of recipients names the user.</summary>
    public const string IsRecipient = $"({IsExact} OR {IsAtAnyDomain})";

    // A union, since SQLite answers an OR from an index only in tables with row ids.
    public const string Select = $"""
        SELECT id, size, received_at FROM messages
        WHERE id IN (
            SELECT message_id FROM recipients WHERE {IsExact}
            UNION ALL SELECT message_id FROM recipients WHERE {IsAtAnyDomain})
        ORDER BY id
        """;

    /// <summary>Binds the user to parameters 1 to 3.</summary>
    public static PreparedStatement Bind(PreparedStatement statement, MaildropUser user)
    {
        // For a local part all paths that begin with it and an at sign: NOCASE compares letters as small ones, and so
        // the character after "@" in its order is "[". For an address both ends are null, which no path lies between.
        (string? first, string? end) = user.IsAddress ? (null, null) : (user.Name + "@", user.Name + "[");
        return statement.Bind(1, user.Name).Bind(2, first).Bind(3, end);
    }

    /// <summary>The messages, oldest first; blocks.</summary>
    public static List<MaildropEntry> Read(string path, MaildropUser user)
    {
        using Database database = SqliteSchema.OpenForReading(path);
        using PreparedStatement select = database.Prepare(Select);
        Bind(select, user);
        var entries = new List<MaildropEntry>();
        while (select.Step())
            entries.Add(ReadRow(select));
        return entries;
    }

    private static MaildropEntry ReadRow(PreparedStatement row)
    {
        string id = row.Number(0).ToString(CultureInfo.InvariantCulture);
        // With the time: a database that is made anew counts from 1 again, and a mail client remembers what it has seen.
        DateTimeOffset receivedAt = DateTimeOffset.Parse(row.Text(2)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        string uniqueId = string.Create(CultureInfo.InvariantCulture, $"{id}.{receivedAt.ToUnixTimeMilliseconds()}");
        return new MaildropEntry(id, uniqueId, row.Number(1));
    }
}
