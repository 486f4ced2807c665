using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmtpGen.Web.Messages;

/// <summary>
/// The index as a database of its own: what lists show of each message, and its texts by runs of three characters, so that parts of words
/// and languages without spaces are found. It can be made again from the store at any time. One caller at a time; every call blocks.
/// </summary>
internal sealed class IndexDatabase : IDisposable
{
    /// <summary>What a row of <c>docs</c> is read by.</summary>
    public const string Columns = "docs.position, docs.id, docs.received, docs.size, docs.attachments, docs.from_name, docs.from_address, docs.subject";

    /// <summary>The place of the first message. Older ones go below, newer ones above.</summary>
    public const long FirstPosition = 1L << 40;

    private readonly SqliteConnection _connection;

    /// <summary>Takes over an open connection whose database has the tables.</summary>
    internal IndexDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>All messages by their ids, with those that are gone.</summary>
    public Dictionary<string, (IndexedMessage Message, bool IsGone)> ReadAll()
    {
        var all = new Dictionary<string, (IndexedMessage, bool)>();
        using var command = Command($"SELECT {Columns}, docs.gone FROM docs");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            // Of the texts only their presence counts here.
            var message = new IndexedMessage(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3), 0, null, null);
            all[message.Id] = (message, rows.GetInt64(8) != 0);
        }

        return all;
    }

    /// <summary>The least and the greatest position; <see cref="FirstPosition"/> where there is none.</summary>
    public (long Least, long Greatest) Range()
    {
        using var command = Command("SELECT min(position), max(position) FROM docs");
        using var rows = command.ExecuteReader();
        return rows.Read() && !rows.IsDBNull(0) ? (rows.GetInt64(0), rows.GetInt64(1)) : (FirstPosition, FirstPosition);
    }

    /// <summary>A message by its id; null where it is not in the index, or gone.</summary>
    public IndexedMessage? Find(string id) => FindRow(id, "AND docs.gone = 0");

    /// <summary>The place of a message, which may be gone.</summary>
    public long? PositionOf(string id) => FindRow(id, "")?.Position;

    /// <summary>Adds messages, in the place of those that had their ids.</summary>
    public void Add(IReadOnlyList<(long Position, SearchDocument Document)> documents)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var (position, document) in documents)
        {
            Run("DELETE FROM texts WHERE rowid = (SELECT position FROM docs WHERE id = $1)", document.Id);
            Run("DELETE FROM docs WHERE id = $1", document.Id);
            Run(
                "INSERT INTO docs (position, id, received, size, attachments, from_name, from_address, subject, gone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
                position, document.Id, document.ReceivedAt.UtcTicks, document.Size, document.Attachments, document.From?.Name, document.From?.Address, document.ShownSubject);
            Run("INSERT INTO texts (rowid, sender, recipients, subject, body) VALUES ($1, $2, $3, $4, $5)", position, document.Sender, document.Recipients, document.Subject, document.Body);
        }

        transaction.Commit();
    }

    /// <summary>Drops messages. Their places stay known, for those who are on a page that ends there.</summary>
    public void Remove(IEnumerable<string> ids)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (string id in ids)
        {
            Run("DELETE FROM texts WHERE rowid = (SELECT position FROM docs WHERE id = $1 AND gone = 0)", id);
            Run("UPDATE docs SET gone = 1, from_name = NULL, from_address = NULL, subject = NULL WHERE id = $1", id);
        }

        transaction.Commit();
    }

    /// <summary>Finds the newest messages that fit, older than a position.</summary>
    public List<IndexedMessage> Search(SearchQuery query, long before, int limit)
    {
        using var command = _connection.CreateCommand();
        new IndexStatement(query).Select(command, before, limit);
        using var rows = command.ExecuteReader();
        var found = new List<IndexedMessage>();
        while (rows.Read())
            found.Add(Read(rows));
        return found;
    }

    /// <summary>How many messages fit.</summary>
    public int Count(SearchQuery query)
    {
        using var command = _connection.CreateCommand();
        new IndexStatement(query).Count(command);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private IndexedMessage? FindRow(string id, string condition)
    {
        using var command = Command($"SELECT {Columns} FROM docs WHERE docs.id = $1 {condition}", id);
        using var rows = command.ExecuteReader();
        return rows.Read() ? Read(rows) : null;
    }

    private static IndexedMessage Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.GetInt32(4),
        row.IsDBNull(6) ? null : new MailName(row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6)),
        row.IsDBNull(7) ? null : row.GetString(7));

    private void Run(string text, params ReadOnlySpan<object?> values)
    {
        using var command = Command(text, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<object?> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i] ?? DBNull.Value);
        return command;
    }
}
