using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Makes groups of changes, one transaction a group. A commit whose outcome is unknown is settled by the next attempt: it waits until the
/// transaction before it has ended, then keeps what that one has stored and stores what it has not, and its own commit makes both last. Runs on
/// the commit thread only.
/// </summary>
/// <remarks>
/// An outcome is unknown when the connection breaks after COMMIT was sent, when no answer comes in time, and when the server warns: it answers a
/// COMMIT whose wait for the standby was cancelled with success and a warning.
/// </remarks>
internal sealed class PostgresCommitter : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly PostgresServer _server;
    private readonly GroupTransaction _transaction;
    private readonly Withdrawals _withdrawals;
    private readonly Action _queued;
    private NpgsqlConnection? _connection;
    private bool _warned;
    private long _commitCount;

    /// <param name="server">The server.</param>
    /// <param name="withdrawals">Takes what was refused and may be stored nevertheless.</param>
    /// <param name="queued">Called when messages have come into queues.</param>
    public PostgresCommitter(PostgresServer server, Withdrawals withdrawals, Action queued)
    {
        _server = server;
        _transaction = new GroupTransaction(server);
        _withdrawals = withdrawals;
        _queued = queued;
    }

    private enum Attempt
    {
        Made,
        NotMade,
        Refused,
        Unknown,
    }

    /// <summary>Transactions that were committed.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    /// <summary>Decides every change of a group; blocks, at most for <see cref="PostgresStoreOptions.CommitTime"/>.</summary>
    public void Commit(IReadOnlyList<PendingCommit> group) => CommitAsync(group).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CommitAsync(IReadOnlyList<PendingCommit> group)
    {
        var deadline = Deadline.After(_server.Options.CommitTime);
        long key = AdvisoryKey.Random();
        Change[] changes = [.. group.Select(pending => new Change(pending))];
        if (await TryCommitAsync(changes, key, deadline).ConfigureAwait(false) is { } failure)
        {
            // The transaction was lost as a whole to one change. Alone, each meets its own fate.
            if (changes.Length == 1)
                Refuse(changes, failure);
            else
                await CommitEachAsync(changes, key, deadline).ConfigureAwait(false);
        }

        Change[] unsettled = [.. changes.Where(change => change.MayBeMade && !change.Pending.IsCommitted)];
        if (unsettled.Length > 0)
            _withdrawals.Add(key, unsettled.Select(change => change.Pending).OfType<PostgresMessage>());
    }

    private async Task CommitEachAsync(Change[] changes, long key, Deadline deadline)
    {
        foreach (Change change in changes)
        {
            if (await TryCommitAsync([change], key, deadline).ConfigureAwait(false) is { } failure)
                Refuse([change], failure);
        }
    }

    /// <summary>Tries until the changes are made, refused or out of time.</summary>
    /// <returns>Why the server refuses the changes; null where each is decided.</returns>
    private async Task<Exception?> TryCommitAsync(Change[] changes, long key, Deadline deadline)
    {
        Exception? cause = null;
        for (bool isRetry = changes.Any(change => change.MayBeMade); !deadline.IsOver; isRetry = true)
        {
            (Attempt attempt, Exception? failure) = await TryOnceAsync(changes, key, isRetry, deadline).ConfigureAwait(false);
            switch (attempt)
            {
                case Attempt.Made:
                    return null;
                case Attempt.Refused:
                    return failure;
                case Attempt.NotMade when PostgresFailure.IsLasting(failure!):
                    Refuse(changes, failure!);
                    return null;
                case Attempt.NotMade when failure is not TimeoutException:
                    cause = failure;
                    break;
                case Attempt.Unknown:
                    cause = null;
                    foreach (Change change in changes)
                        change.MayBeMade = true;
                    break;
            }

            await Task.Delay(deadline.AtMost(s_pause).Left).ConfigureAwait(false);
        }

        Refuse(changes, cause ?? TooLate());
        return null;
    }

    private async Task<(Attempt Attempt, Exception? Failure)> TryOnceAsync(Change[] changes, long key, bool isRetry, Deadline deadline)
    {
        Task running = Task.CompletedTask;
        GroupAttempt made;
        try
        {
            _connection ??= await ConnectAsync(deadline).ConfigureAwait(false);
            Task<GroupAttempt> making = _transaction.MakeAsync(_connection, key, changes, isRetry, deadline.Left);
            running = making;
            await deadline.OfAsync(making).ConfigureAwait(false);
            made = await making.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Without a COMMIT, nothing was made.
            Drop(running);
            return (PostgresFailure.IsOfConnection(failure) ? Attempt.NotMade : Attempt.Refused, failure);
        }

        try
        {
            _warned = false;
            running = ExecuteCommitAsync(_connection);
            await deadline.OfAsync(running).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Drop(running);
            return (Attempt.Unknown, failure);
        }

        if (_warned)
        {
            Drop(running);
            return (Attempt.Unknown, null);
        }

        foreach (Change change in changes)
            change.Apply();
        Interlocked.Increment(ref _commitCount);
        if (made.HasQueued)
            _queued();
        return (Attempt.Made, null);
    }

    private async Task<NpgsqlConnection> ConnectAsync(Deadline deadline)
    {
        NpgsqlConnection connection = await _server.ConnectAsync(deadline).ConfigureAwait(false);
        // In English, whatever language the server's messages are in.
        connection.Notice += (_, notice) => _warned |= notice.Notice.InvariantSeverity == "WARNING";
        return connection;
    }

    private static async Task ExecuteCommitAsync(NpgsqlConnection connection)
    {
        using var commit = new NpgsqlCommand("COMMIT", connection);
        await commit.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private void Drop(Task running)
    {
        if (_connection is not null)
            PostgresServer.Abandon(_connection, running);
        _connection = null;
    }

    private void Refuse(Change[] changes, Exception failure)
    {
        StoreException refusal = PostgresFailure.Of(_server.Name, failure);
        foreach (Change change in changes)
            change.Pending.Refused(refusal);
    }

    private StoreException TooLate()
        => new(
            StoreFailure.Failed,
            $"{_server.Name}: the server has not confirmed within {_server.Options.CommitTime.TotalSeconds:0.#} s that the change will last; see whether it and its standby work");
}
