namespace SmtpGen.Storage.Sqlite;

/// <summary>A body read chunk by chunk. It holds one chunk in memory and, between reads, no lock.</summary>
internal sealed class SqliteBodyStream : Stream
{
    private readonly Database _database;
    private readonly PreparedStatement _select;
    private readonly long _messageId;
    private readonly long _key;
    private readonly byte[] _chunk = new byte[SqliteSchema.ChunkLength];
    private long _chunkStart;
    private int _chunkLength;
    private long _position;

    public SqliteBodyStream(string path, long messageId, long length)
    {
        _messageId = messageId;
        Length = length;
        _database = SqliteSchema.OpenForReading(path);
        long? largeBody = LargeBody();
        _key = largeBody ?? messageId;
        (string table, string column) = largeBody is null ? ("body_chunks", "message_id") : ("large_body_chunks", "body_id");
        _select = _database.Prepare(
            $"SELECT start, octets FROM {table} WHERE {column} = ? AND start <= ? ORDER BY start DESC LIMIT 1");
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        if (!IsLoaded)
            Load();
        ReadOnlySpan<byte> rest = _chunk.AsSpan((int)(_position - _chunkStart), (int)(_chunkStart + _chunkLength - _position));
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position < Length && !IsLoaded)
            await Task.Run(Load, cancellationToken).ConfigureAwait(false);
        return Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A stored body is never changed.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored body is never changed.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _select.Dispose();
            _database.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsLoaded => _position >= _chunkStart && _position < _chunkStart + _chunkLength;

    private long? LargeBody()
    {
        if (SqliteSchema.Version(_database) < SqliteSchema.LargeBodiesSince)
            return null;
        using PreparedStatement select = _database.Prepare("SELECT id FROM large_bodies WHERE message_id = ?");
        return select.Bind(1, _messageId).Step() ? select.Number(0) : null;
    }

    private void Load()
    {
        _chunkLength = 0;
        _select.Bind(1, _key).Bind(2, _position);
        try
        {
            if (_select.Step() && _select.Blob(1) is { Length: <= SqliteSchema.ChunkLength } octets)
            {
                octets.CopyTo(_chunk);
                _chunkStart = _select.Number(0);
                _chunkLength = octets.Length;
            }
        }
        finally
        {
            _select.Reset();
        }

        if (!IsLoaded)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{_database.Path}: message {_messageId} lacks octet {_position}; it was deleted or damaged meanwhile");
        }
    }
}
