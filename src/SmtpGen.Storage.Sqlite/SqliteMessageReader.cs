using System.Globalization;
using System.Text.Json;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Reads messages without their bodies. Every call blocks; between calls no lock is held.</summary>
internal sealed class SqliteMessageReader : IDisposable
{
    private const string Columns =
        "id, size, received_at, reverse_path, client_name, remote_address, protocol, authenticated_as, smtputf8";

    // Reading leaves a database of an earlier version as it is, and there these columns are missing.
    private static readonly string[] s_columnsOfVersion2 = ["tls", "mail_parameters"];
    private static readonly string[] s_recipientColumnsOfVersion2 = ["notify", "original_type", "original_address"];
    private static readonly string[] s_columnsOfVersion3 = ["client_host", "forwarded"];
    private static readonly string[] s_columnsOfVersion4 = ["subject", "date", "size_in_lines"];
    private static readonly string[] s_columnsOfVersion5 = ["transaction_id"];

    private readonly Database _database;
    private readonly PreparedStatement _after;
    private readonly PreparedStatement _before;
    private readonly PreparedStatement _one;
    private readonly PreparedStatement _recipients;
    private readonly SqliteBody _body;

    public SqliteMessageReader(string path)
    {
        _database = SqliteSchema.OpenForReading(path);
        string columns = $"{Columns}, {Since(2, s_columnsOfVersion2)}, {Since(3, s_columnsOfVersion3)}, {Since(4, s_columnsOfVersion4)}, {Since(5, s_columnsOfVersion5)}";
        _after = _database.Prepare($"SELECT {columns} FROM messages WHERE id > ? ORDER BY id LIMIT ?");
        _before = _database.Prepare($"SELECT {columns} FROM messages WHERE id < ? ORDER BY id DESC LIMIT ?");
        _one = _database.Prepare($"SELECT {columns} FROM messages WHERE id = ?");
        _recipients = _database.Prepare(
            $"SELECT forward_path, {Since(2, s_recipientColumnsOfVersion2)} FROM recipients WHERE message_id = ? ORDER BY position");
        _body = new SqliteBody(_database);
    }

    /// <summary>The next messages whose ids are greater.</summary>
    public List<StoredMessage> ReadAfter(long id, int limit) => ReadRows(_after.Bind(1, id).Bind(2, limit));

    /// <summary>The messages whose ids are less, the greatest first.</summary>
    public List<StoredMessage> ReadBefore(long id, int limit) => ReadRows(_before.Bind(1, id).Bind(2, limit));

    public StoredMessage? Find(long id) => ReadRows(_one.Bind(1, id)) is [var found] ? found : null;

    public void Dispose()
    {
        _after.Dispose();
        _before.Dispose();
        _one.Dispose();
        _recipients.Dispose();
        _body.Dispose();
        _database.Dispose();
    }

    private List<StoredMessage> ReadRows(PreparedStatement rows)
    {
        var messages = new List<StoredMessage>();
        try
        {
            // Until the reset the connection has one view of the database: a message that is deleted meanwhile is there with its
            // recipients and its body.
            while (rows.Step())
                messages.Add(ReadRow(rows));
        }
        finally
        {
            rows.Reset();
        }

        return messages;
    }

    private StoredMessage ReadRow(PreparedStatement row)
    {
        long id = row.Number(0);
        long size = row.Number(1);
        var envelope = new ReceivedEnvelope
        {
            ReversePath = row.Text(3)!,
            Recipients = ReadRecipients(id),
            Parameters = ReadJson(id, "mail_parameters", row.Text(10), EnvelopeJson.ReadParameters) ?? MailParameters.None,
            ClientName = row.Text(4),
            ClientHost = row.Text(11),
            RemoteAddress = row.Text(5),
            Protocol = row.Text(6),
            Tls = row.Text(9),
            AuthenticatedAs = row.Text(7),
            TransactionId = row.Text(16),
            SmtpUtf8 = row.Number(8) != 0,
            Forwarded = ReadJson(id, "forwarded", row.Text(12), EnvelopeJson.ReadForwardedClient),
            ReceivedAt = DateTimeOffset.Parse(row.Text(2)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        };
        BodySummary summary = row.IsNull(15)
            ? _body.Summarize(id, size)
            : new BodySummary(row.Text(13), row.Text(14), row.Number(15));
        return new StoredMessage(id.ToString(CultureInfo.InvariantCulture), envelope, size)
        {
            Subject = summary.Subject,
            Date = summary.Date,
        };
    }

    private List<Recipient> ReadRecipients(long id)
    {
        var recipients = new List<Recipient>();
        _recipients.Bind(1, id);
        try
        {
            while (_recipients.Step())
            {
                recipients.Add(new Recipient(_recipients.Text(0)!)
                {
                    Notify = _recipients.IsNull(1) ? null : (NotifyConditions)_recipients.Number(1),
                    OriginalRecipient = _recipients.IsNull(2)
                        ? null
                        : new OriginalRecipient(_recipients.Text(2)!, _recipients.Text(3) ?? ""),
                });
            }
        }
        finally
        {
            _recipients.Reset();
        }

        return recipients;
    }

    private T? ReadJson<T>(long id, string column, string? json, Func<string, T?> read)
        where T : class
    {
        try
        {
            return json is null ? null : read(json);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{_database.Path}: message {id} has damaged {column}: {exception.Message}", exception);
        }
    }

    private string Since(int version, string[] columns) => SqliteSchema.ColumnsSince(_database, version, columns);
}
