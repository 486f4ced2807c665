using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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

    private readonly Database _database;
    private readonly PreparedStatement _after;
    private readonly PreparedStatement _one;
    private readonly PreparedStatement _recipients;

    public SqliteMessageReader(string path)
    {
        _database = SqliteSchema.OpenForReading(path);
        string columns = $"{Columns}, {Since(2, s_columnsOfVersion2)}, {Since(3, s_columnsOfVersion3)}";
        _after = _database.Prepare($"SELECT {columns} FROM messages WHERE id > ? ORDER BY id LIMIT ?");
        _one = _database.Prepare($"SELECT {columns} FROM messages WHERE id = ?");
        _recipients = _database.Prepare(
            $"SELECT forward_path, {Since(2, s_recipientColumnsOfVersion2)} FROM recipients WHERE message_id = ? ORDER BY position");
    }

    /// <summary>The next messages whose ids are greater.</summary>
    public List<StoredMessage> ReadAfter(long id, int limit)
    {
        var page = new List<StoredMessage>();
        _after.Bind(1, id).Bind(2, limit);
        try
        {
            while (_after.Step())
                page.Add(ReadRow(_after));
        }
        finally
        {
            _after.Reset();
        }

        return page;
    }

    public StoredMessage? Find(long id)
    {
        _one.Bind(1, id);
        try
        {
            return _one.Step() ? ReadRow(_one) : null;
        }
        finally
        {
            _one.Reset();
        }
    }

    public void Dispose()
    {
        _after.Dispose();
        _one.Dispose();
        _recipients.Dispose();
        _database.Dispose();
    }

    private StoredMessage ReadRow(PreparedStatement row)
    {
        long id = row.Number(0);
        var envelope = new MessageEnvelope
        {
            ReversePath = row.Text(3)!,
            Recipients = ReadRecipients(id),
            Parameters = ReadJson(id, "mail_parameters", row.Text(10), EnvelopeJson.Compact.MailParameters) ?? MailParameters.None,
            ClientName = row.Text(4),
            ClientHost = row.Text(11),
            RemoteAddress = row.Text(5),
            Protocol = row.Text(6),
            Tls = row.Text(9),
            AuthenticatedAs = row.Text(7),
            SmtpUtf8 = row.Number(8) != 0,
            Forwarded = ReadJson(id, "forwarded", row.Text(12), EnvelopeJson.Compact.ForwardedClient),
            ReceivedAt = DateTimeOffset.Parse(row.Text(2)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        };
        return new StoredMessage(id.ToString(CultureInfo.InvariantCulture), envelope, row.Number(1));
    }

    private List<EnvelopeRecipient> ReadRecipients(long id)
    {
        var recipients = new List<EnvelopeRecipient>();
        _recipients.Bind(1, id);
        try
        {
            while (_recipients.Step())
            {
                recipients.Add(new EnvelopeRecipient(_recipients.Text(0)!)
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

    private T? ReadJson<T>(long id, string column, string? json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, type);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{_database.Path}: message {id} has damaged {column}: {exception.Message}", exception);
        }
    }

    private string Since(int version, string[] columns)
        => string.Join(", ", SqliteSchema.Version(_database) >= version ? columns : columns.Select(_ => "NULL"));
}
