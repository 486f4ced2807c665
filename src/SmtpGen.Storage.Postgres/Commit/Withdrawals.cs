using System.Threading.Channels;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Removes messages that were refused because nobody knew in time whether they were stored: the client sends them again, and nobody shall have them
/// twice. Until the removal is confirmed as a commit is, it is made again.
/// </summary>
internal sealed class Withdrawals : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly PostgresServer _server;
    private readonly Channel<(long Key, string[] Messages)> _refused = Channel.CreateUnbounded<(long, string[])>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private readonly string _remove;
    private readonly long _confirmation = AdvisoryKey.Random();

    public Withdrawals(PostgresServer server)
    {
        _server = server;
        string schema = server.Options.Schema;
        // Whoever has stored the message again under the same TransactionId has made it their own.
        _remove = $"""
            WITH gone AS (DELETE FROM {schema}.messages WHERE transaction_id = ANY ($1) AND stored_by = $2 RETURNING body_id)
            DELETE FROM {schema}.body_chunks USING gone WHERE body_chunks.body_id = gone.body_id
            """;
        _working = WorkAsync();
    }

    /// <summary>Takes the messages of a group that were refused.</summary>
    /// <param name="key">The group's key.</param>
    /// <param name="messages">The messages; where there are none, what hangs on the server is ended.</param>
    public void Add(long key, IEnumerable<PostgresMessage> messages)
        => _refused.Writer.TryWrite((key, [.. messages.Select(message => message.Key)]));

    /// <summary>Goes on with what is left for as long as a commit may take.</summary>
    public async ValueTask DisposeAsync()
    {
        _refused.Writer.Complete();
        _stop.CancelAfter(_server.Options.CommitTime);
        await _working.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        List<(long Key, string[] Messages)> pending = [];
        while (await _refused.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            do
            {
                while (_refused.Reader.TryRead(out (long, string[]) refused))
                    pending.Add(refused);
                if (await TryAsync(pending).ConfigureAwait(false))
                    pending.Clear();
                else
                    await Task.Delay(s_pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            while (pending.Count > 0 && !_stop.IsCancellationRequested);
        }
    }

    private async Task<bool> TryAsync(IReadOnlyList<(long Key, string[] Messages)> refused)
    {
        var deadline = Deadline.After(_server.Options.CommitTime);
        Task running = Task.CompletedTask;
        NpgsqlConnection? connection = null;
        try
        {
            connection = await _server.ConnectAsync(deadline).ConfigureAwait(false);
            bool warned = false;
            connection.Notice += (_, notice) => warned |= notice.Notice.InvariantSeverity == "WARNING";
            running = RemoveAsync(connection, refused, deadline);
            await deadline.OfAsync(running).ConfigureAwait(false);
            return !warned;
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return false;
        }
        finally
        {
            if (connection is not null)
                PostgresServer.Abandon(connection, running);
        }
    }

    private async Task RemoveAsync(NpgsqlConnection connection, IReadOnlyList<(long Key, string[] Messages)> refused, Deadline deadline)
    {
        var batch = new StatementBatch(connection);
        foreach ((long key, string[] messages) in refused)
        {
            // First on this server's disk, so that nobody sees the messages while the standby is waited for.
            GroupTransaction.Begin(batch, key, "local", endsOther: true, deadline.Left);
            batch.Add(_remove, Value(messages), Value(key));
            batch.Add("COMMIT");
            await batch.ExecuteAsync().ConfigureAwait(false);
        }

        // Then on the standby's, too: a transaction that writes something waits for all before it.
        GroupTransaction.Begin(batch, _confirmation, Durability.Word(_server.Options.SynchronousCommit), endsOther: true, deadline.Left);
        batch.AddQuery(null, "SELECT pg_logical_emit_message(true, 'smtpgen', '')");
        batch.Add("COMMIT");
        await batch.ExecuteAsync().ConfigureAwait(false);
    }
}
