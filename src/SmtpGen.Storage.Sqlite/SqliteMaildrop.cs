using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Which messages are in a maildrop: those with a recipient that is one of its owner's mailboxes.</summary>
internal static class SqliteMaildrop
{
    /// <summary>The query for an owner of so many mailboxes, which are its parameters.</summary>
    /// <param name="mailboxes">How many.</param>
    /// <param name="sizeInLines">The column of that name, or what stands for it in a database of an earlier version.</param>
    public static string Select(int mailboxes, string sizeInLines = "size_in_lines") => $"""
        SELECT id, size, received_at, {sizeInLines} FROM messages
        WHERE id IN (
            SELECT message_id FROM recipients
            WHERE forward_path COLLATE NOCASE IN ({string.Join(", ", Enumerable.Repeat("?", mailboxes))}))
        ORDER BY id
        """;

    /// <summary>The messages, oldest first; blocks.</summary>
    public static List<MaildropEntry> Read(string path, MaildropOwner owner)
    {
        using Database database = SqliteSchema.OpenForReading(path);
        using var body = new SqliteBody(database);
        using PreparedStatement select =
            database.Prepare(Select(owner.Mailboxes.Count, SqliteSchema.ColumnsSince(database, 4, "size_in_lines")));
        for (int index = 0; index < owner.Mailboxes.Count; index++)
            select.Bind(index + 1, owner.Mailboxes[index]);
        var entries = new List<MaildropEntry>();
        while (select.Step())
            entries.Add(ReadRow(select, body));
        return entries;
    }

    private static MaildropEntry ReadRow(PreparedStatement row, SqliteBody body)
    {
        long number = row.Number(0);
        long size = row.Number(1);
        string id = number.ToString(CultureInfo.InvariantCulture);
        // With the time: a database that is made anew counts from 1 again, and a mail client remembers what it has seen.
        DateTimeOffset receivedAt = DateTimeOffset.Parse(row.Text(2)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        string uniqueId = string.Create(CultureInfo.InvariantCulture, $"{id}.{receivedAt.ToUnixTimeMilliseconds()}");
        return new MaildropEntry(id, uniqueId, row.IsNull(3) ? body.Summarize(number, size).SizeInLines : row.Number(3));
    }
}
