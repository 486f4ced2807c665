namespace SmtpGen.Storage.Sqlite;

/// <summary>A body read chunk by chunk. It holds one chunk in memory and, between reads, no lock.</summary>
internal sealed class SqliteBodyStream : PartStream
{
    private readonly Database _database;
    private readonly PreparedStatement _select;
    private readonly long _messageId;
    private readonly long _key;
    private readonly byte[] _chunk = new byte[SqliteSchema.ChunkLength];

    public SqliteBodyStream(string path, long messageId, long length)
        : base(length)
    {
        _messageId = messageId;
        _database = SqliteSchema.OpenForReading(path);
        long? largeBody = LargeBody();
        _key = largeBody ?? messageId;
        (string table, string column) = largeBody is null ? ("body_chunks", "message_id") : ("large_body_chunks", "body_id");
        _select = _database.Prepare(
            $"SELECT start, octets FROM {table} WHERE {column} = ? AND start <= ? ORDER BY start DESC LIMIT 1");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _select.Dispose();
            _database.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override Task LoadAsync(long position, CancellationToken cancellationToken) => Task.Run(() => Load(position), cancellationToken);

    protected override void Load(long position)
    {
        Part = default;
        _select.Bind(1, _key).Bind(2, position);
        try
        {
            if (_select.Step() && _select.Blob(1) is { Length: <= SqliteSchema.ChunkLength } octets)
            {
                octets.CopyTo(_chunk);
                (Part, PartStart) = (_chunk.AsMemory(0, octets.Length), _select.Number(0));
            }
        }
        finally
        {
            _select.Reset();
        }
    }

    protected override Exception Missing(long position) => new StoreException(
        StoreFailure.Failed, $"{_database.Path}: message {_messageId} lacks octet {position}; it was deleted or damaged meanwhile");

    private long? LargeBody()
    {
        if (SqliteSchema.Version(_database) < SqliteSchema.LargeBodiesSince)
            return null;
        using PreparedStatement select = _database.Prepare("SELECT id FROM large_bodies WHERE message_id = ?");
        return select.Bind(1, _messageId).Step() ? select.Number(0) : null;
    }
}
