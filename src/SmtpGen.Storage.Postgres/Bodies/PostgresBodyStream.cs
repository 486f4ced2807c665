using System.Data;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>A body read part by part. It holds one part in memory and, between reads, no connection.</summary>
internal sealed class PostgresBodyStream(PostgresServer server, string messageId, Guid body, long length) : Stream
{
    private const int PartLength = MessageBody.MemoryLimit;

    private readonly string _select = Select(server.Options.Schema);
    private byte[] _part = [];
    private long _partStart;
    private int _partLength;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    private bool IsLoaded => _position >= _partStart && _position < _partStart + _partLength;

    /// <summary>The query for octets of a body: its id, where they begin, and how many at most.</summary>
    public static string Select(string schema) => $"""
        SELECT substring(octets FROM ($2 - start + 1)::integer FOR $3) FROM {schema}.body_chunks
        WHERE body_id = $1 AND start <= $2 ORDER BY start DESC LIMIT 1
        """;

    /// <summary>Reads octets by that query.</summary>
    /// <returns>How many; none where the row that should hold them is missing.</returns>
    public static async Task<int> ReadAsync(NpgsqlConnection connection, string select, Guid body, long position, Memory<byte> octets)
    {
        using var command = new NpgsqlCommand(select, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = body },
                new NpgsqlParameter<long> { TypedValue = position },
                new NpgsqlParameter<int> { TypedValue = octets.Length },
            },
        };
        // Sequential: otherwise Npgsql would hold all of the row in a buffer of its own.
        using NpgsqlDataReader row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        if (!await row.ReadAsync().ConfigureAwait(false))
            return 0;
        Stream value = await row.GetStreamAsync(0).ConfigureAwait(false);
        await using (value.ConfigureAwait(false))
            return await value.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false).ConfigureAwait(false);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        if (!IsLoaded)
            LoadAsync(CancellationToken.None).GetAwaiter().GetResult();
        ReadOnlySpan<byte> rest = _part.AsSpan((int)(_position - _partStart), (int)(_partStart + _partLength - _position));
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
            await LoadAsync(cancellationToken).ConfigureAwait(false);
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

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        byte[] part = _part.Length > 0 ? _part : new byte[Math.Min(PartLength, length)];
        long position = _position;
        // What did not answer in time may still write into the part that it was given.
        (_part, _partLength) = ([], 0);
        int read = await server.RunAsync(connection => ReadAsync(connection, _select, body, position, part), cancellationToken).ConfigureAwait(false);
        (_part, _partStart, _partLength) = (part, position, read);
        if (!IsLoaded)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{server.Name}: message {messageId} lacks octet {_position}; it was deleted or damaged meanwhile");
        }
    }
}
