using System.Globalization;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>Makes the changes of a group in a transaction, up to its commit.</summary>
internal sealed class GroupTransaction
{
    private readonly PostgresStoreOptions _options;
    private readonly MessageInsertion _insertion;
    private readonly MessageRemoval _removal;
    private readonly QueueStatements _queues;
    private readonly string _lockQueues;

    public GroupTransaction(PostgresServer server)
    {
        _options = server.Options;
        _insertion = new MessageInsertion(server);
        _removal = new MessageRemoval(_options.Schema);
        _queues = new QueueStatements(server, _removal);
        _lockQueues = $"LOCK TABLE {_options.Schema}.queues IN ";
    }

    /// <summary>Does everything before the commit; when it ends, the server has acknowledged all of it, the lock of the group first.</summary>
    /// <param name="connection">A connection without a transaction.</param>
    /// <param name="key">The group's key.</param>
    /// <param name="changes">The changes; each is told what it will be.</param>
    /// <param name="isRetry">Whether another attempt may still be under way.</param>
    /// <param name="limit">How long the server may work on it.</param>
    public async Task<GroupAttempt> MakeAsync(NpgsqlConnection connection, long key, IReadOnlyList<Change> changes, bool isRetry, TimeSpan limit)
    {
        var attempt = new GroupAttempt(connection);
        StatementBatch batch = attempt.Batch;
        Begin(batch, key, Durability.Word(_options.SynchronousCommit), isRetry, limit);
        // Ids are not in the order of commits, so a new queue finds the messages that are there, and is found by those that come, only if neither
        // happens during the other.
        batch.Add(_lockQueues + (changes.Any(IsOfAllMessages) ? "EXCLUSIVE MODE" : "ROW SHARE MODE"));
        await _insertion.AddAsync(attempt, key, changes).ConfigureAwait(false);
        foreach (Change change in changes)
        {
            if (change.Pending is PendingDeletion deletion)
                _removal.Add(batch, deletion);
            else
                _queues.Add(attempt, change);
        }

        await batch.ExecuteAsync().ConfigureAwait(false);
        await _insertion.FinishAsync(attempt).ConfigureAwait(false);
        await _queues.FinishAsync(attempt).ConfigureAwait(false);
        return attempt;
    }

    /// <summary>Begins a transaction under the lock of a group: it waits until an earlier one has ended, and ends one that hangs.</summary>
    public static void Begin(StatementBatch batch, long key, string synchronousCommit, bool endsOther, TimeSpan limit)
    {
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        // A user or a database may have settings of its own. The warning that a commit waited in vain is not to be hidden, and what
        // nobody waits for any more is to end.
        batch.AddQuery(
            null,
            """
            SELECT set_config('synchronous_commit', $1, true), set_config('client_min_messages', 'warning', true), set_config('lock_timeout', '0', true),
                set_config('statement_timeout', $2, true), set_config('idle_in_transaction_session_timeout', $2, true)
            """,
            Value(synchronousCommit),
            Value(Math.Max(1, (long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        if (endsOther)
        {
            batch.AddQuery(
                null,
                """
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = $1
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
                """,
                Value(key));
        }

        batch.AddQuery(null, "SELECT pg_advisory_xact_lock($1)", Value(key));
    }

    private static bool IsOfAllMessages(Change change)
        => change.Pending is PendingQueueAction { Action: QueueAction.Open or QueueAction.Remove };
}
