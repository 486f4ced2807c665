using System.Collections.Concurrent;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Puts large bodies into the database while they arrive. Each piece is a short transaction that waits for no disk: the commit of the message
/// makes them last too, and sees whether all are there. What belongs to no message, and to no living writer, is swept.
/// </summary>
internal sealed class BodyUploads : IAsyncDisposable
{
    // A writer that lives says so every so often; one that has been silent for long is dead.
    private static readonly TimeSpan s_beat = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_silence = TimeSpan.FromHours(1);

    // How long it is remembered that a message was removed.
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);

    private readonly PostgresServer _server;
    private readonly ConcurrentDictionary<Guid, bool> _alive = [];
    private readonly SemaphoreSlim _writing = new(8);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;
    private readonly string _write;
    private readonly string _read;
    private readonly string _remove;
    private readonly string _touch;
    private readonly string _sweep;
    private readonly string _forget;

    public BodyUploads(PostgresServer server)
    {
        _server = server;
        string schema = server.Options.Schema;
        _write = $"""
            WITH upload AS (
                INSERT INTO {schema}.uploads VALUES ($1, clock_timestamp())
                ON CONFLICT (body_id) DO UPDATE SET touched_at = excluded.touched_at)
            INSERT INTO {schema}.body_chunks VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """;
        _read = PostgresBodyStream.Select(schema);
        _remove = $"""
            WITH upload AS (DELETE FROM {schema}.uploads WHERE body_id = $1 RETURNING body_id)
            DELETE FROM {schema}.body_chunks USING upload WHERE body_chunks.body_id = upload.body_id
            """;
        _touch = $"UPDATE {schema}.uploads SET touched_at = clock_timestamp() WHERE body_id = ANY ($1)";
        _sweep = $"""
            WITH silent AS (DELETE FROM {schema}.uploads WHERE touched_at < clock_timestamp() - $1 RETURNING body_id)
            DELETE FROM {schema}.body_chunks USING silent WHERE body_chunks.body_id = silent.body_id
            """;
        _forget = $"DELETE FROM {schema}.messages WHERE removed_at < clock_timestamp() - $1";
        _beating = BeatAsync();
    }

    /// <summary>Writes a piece. A connection that breaks is replaced while time is left: written twice, the piece is the same.</summary>
    /// <exception cref="StoreException">The piece could not be written.</exception>
    public async Task WriteAsync(Guid body, long start, ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        _alive[body] = true;
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var deadline = Deadline.After(_server.Options.CommitTime);
            while (!await TryWriteAsync(body, start, octets, deadline, cancellationToken).ConfigureAwait(false))
                await Task.Delay(deadline.AtMost(TimeSpan.FromMilliseconds(200)).Left, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads octets of what was written; fewer than asked for at the end of a piece.</summary>
    /// <exception cref="StoreException">There are none: the server has lost them.</exception>
    public async Task<int> ReadAsync(Guid body, long offset, Memory<byte> octets)
    {
        int length = await _server.RunAsync(connection => PostgresBodyStream.ReadAsync(connection, _read, body, offset, octets)).ConfigureAwait(false);
        return length > 0 ? length : throw Lost(_server.Name);
    }

    /// <summary>A body has found its message, or never will.</summary>
    public void End(Guid body, bool isStored)
    {
        if (_alive.TryRemove(body, out _) && !isStored)
            _ = TryAsync(_remove, body);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Octets of a large body are missing.</summary>
    public static StoreException Lost(string place)
        => new(StoreFailure.Failed, $"{place}: the server has lost a part of the message, as after a crash while it arrived; send it again");

    /// <summary>Tells that this process's writers live, and removes what others have left behind.</summary>
    public async Task SweepAsync(TimeSpan silence)
    {
        await TryAsync(_touch, _alive.Keys.ToArray()).ConfigureAwait(false);
        await TryAsync(_sweep, silence).ConfigureAwait(false);
        await TryAsync(_forget, s_memory).ConfigureAwait(false);
    }

    private async Task BeatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await SweepAsync(s_silence).ConfigureAwait(false);
            await Task.Delay(s_beat, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryWriteAsync(Guid body, long start, ReadOnlyMemory<byte> octets, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await _server.RunAsync(connection => WriteAsync(connection, body, start, octets), deadline, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StoreException failure) when (!deadline.IsOver && !PostgresFailure.IsLasting(failure) && PostgresFailure.IsOfConnection(failure))
        {
            return false;
        }
    }

    private async Task<bool> WriteAsync(NpgsqlConnection connection, Guid body, long start, ReadOnlyMemory<byte> octets)
    {
        using var batch = new NpgsqlBatch(connection);
        // For the batch alone, which is one transaction.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('synchronous_commit', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_write)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = body },
                new NpgsqlParameter<long> { TypedValue = start },
                new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = octets },
            },
        });
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        return true;
    }

    // What fails here is done by the next sweep.
    private async Task TryAsync<T>(string sql, T parameter)
    {
        try
        {
            await _server.RunAsync(async connection =>
            {
                using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<T> { TypedValue = parameter } } };
                return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
        }
    }
}
