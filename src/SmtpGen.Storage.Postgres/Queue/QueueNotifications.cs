using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Tells the processes of a store that messages have come into queues, by NOTIFY. Not in the transactions that store them: until such a transaction has been
/// committed, on the standby, too, no other one with a NOTIFY can be, on the whole server. One by itself waits for no disk. Whoever misses
/// a notification looks by itself after a while.
/// </summary>
internal sealed class QueueNotifications : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(30);

    private readonly PostgresServer _server;
    private readonly string _channel;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _starting = new();
    private Task _listening = Task.CompletedTask;
    private int _wanted;

    public QueueNotifications(PostgresServer server)
    {
        _server = server;
        _channel = $"{server.Options.Schema}_queued";
    }

    /// <summary>Wakes those in this process who wait.</summary>
    public QueueSignal Signal { get; } = new();

    /// <summary>Messages have come into queues. However often that happens while a notification is under way, one more follows.</summary>
    public void Notify()
    {
        Signal.Set();
        if (Interlocked.Exchange(ref _wanted, 2) == 0)
            _ = SendAsync();
    }

    /// <summary>Listens from now on, until the store is closed.</summary>
    public void Listen()
    {
        lock (_starting)
        {
            if (_listening.IsCompleted && !_stop.IsCancellationRequested)
                _listening = ListenAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        do
        {
            Volatile.Write(ref _wanted, 1);
            try
            {
                await _server.RunAsync(SendAsync).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
            {
                // They look by themselves.
            }
        }
        while (Interlocked.CompareExchange(ref _wanted, 0, 1) != 1);
    }

    private async Task<int> SendAsync(NpgsqlConnection connection)
    {
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('synchronous_commit', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"NOTIFY {_channel}"));
        return await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await _server.ConnectAsync(Deadline.After(_server.Options.ConnectTime)).ConfigureAwait(false);
                await ListenAsync(connection).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException)
            {
                await Task.Delay(s_pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                if (connection is not null)
                    PostgresServer.Abandon(connection, Task.CompletedTask);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, _) => Signal.Set();
        using var listen = new NpgsqlCommand($"SET idle_session_timeout = 0; LISTEN {_channel}", connection);
        await Deadline.After(_server.Options.ReadTime).OfAsync(listen.ExecuteNonQueryAsync()).ConfigureAwait(false);
        // What came before is seen by whoever looks now.
        Signal.Set();
        using var alive = new NpgsqlCommand("SELECT 1", connection);
        while (true)
        {
            if (!await connection.WaitAsync(s_beat, _stop.Token).ConfigureAwait(false))
                await Deadline.After(_server.Options.ReadTime).OfAsync(alive.ExecuteNonQueryAsync()).ConfigureAwait(false);
        }
    }
}
