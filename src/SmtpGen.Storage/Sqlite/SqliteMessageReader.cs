using System.Globalization;

namespace SmtpGen.Storage;

/// <summary>Reads messages without their bodies. Every call blocks; between calls no lock is held.</summary>
internal sealed class SqliteMessageReader : IDisposable
{
    private const string Columns =
        "id, size, received_at, reverse_path, client_name, remote_address, protocol, authenticated_as, smtputf8";

    private readonly Database _database;
    private readonly PreparedStatement _after;
    private readonly PreparedStatement _one;
    private readonly PreparedStatement _recipients;

    public SqliteMessageReader(string path)
    {
        _database = SqliteSchema.OpenForReading(path);
        _after = _database.Prepare($"SELECT {Columns} FROM messages WHERE id > ? ORDER BY id LIMIT ?");
        _one = _database.Prepare($"SELECT {Columns} FROM messages WHERE id = ?");
        _recipients = _database.Prepare("SELECT forward_path FROM recipients WHERE message_id = ? ORDER BY position");
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
            ForwardPaths = ReadRecipients(id),
            ClientName = row.Text(4),
            RemoteAddress = row.Text(5),
            Protocol = row.Text(6),
            AuthenticatedAs = row.Text(7),
            SmtpUtf8 = row.Number(8) != 0,
            ReceivedAt = DateTimeOffset.Parse(row.Text(2)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        };
        return new StoredMessage(id.ToString(CultureInfo.InvariantCulture), envelope, row.Number(1));
    }

    private List<string> ReadRecipients(long id)
    {
        var paths = new List<string>();
        _recipients.Bind(1, id);
        try
        {
            while (_recipients.Step())
                paths.Add(_recipients.Text(0)!);
        }
        finally
        {
            _recipients.Reset();
        }

        return paths;
    }
}
