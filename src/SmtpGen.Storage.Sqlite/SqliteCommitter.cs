using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// Makes groups of changes, one transaction and so one sync a group. Of a large body a group makes a part only. Runs on the
/// commit thread only.
/// </summary>
internal sealed class SqliteCommitter : IDisposable
{
    private readonly Database _database;
    private readonly PreparedStatement _begin;
    private readonly PreparedStatement _commit;
    private readonly PreparedStatement _rollback;
    private readonly PreparedStatement _save;
    private readonly PreparedStatement _undo;
    private readonly PreparedStatement _release;
    private readonly SqliteInsertion _insertion;
    private readonly SqliteLargeBodies _largeBodies;
    private readonly SqliteDeletion _deletion;
    private readonly SqliteQueues _queues;
    private readonly QueueSignal _signal;
    private readonly PinnedFile[] _files;
    private long _commitCount;

    /// <param name="database">The commit thread's connection; disposed with the committer.</param>
    /// <param name="signal">Set when a message may have become due.</param>
    public SqliteCommitter(Database database, QueueSignal signal)
    {
        _database = database;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
        _save = database.Prepare("SAVEPOINT change");
        _undo = database.Prepare("ROLLBACK TO change");
        _release = database.Prepare("RELEASE change");
        _insertion = new SqliteInsertion(database);
        _largeBodies = new SqliteLargeBodies(database);
        _deletion = new SqliteDeletion(database);
        _queues = new SqliteQueues(database);
        _signal = signal;
        _files = [.. SqliteSchema.Files(database.Path).Select(path => new PinnedFile(path))];
    }

    /// <summary>Transactions that made at least one change.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        CommitTogether(group);
        foreach (PendingMessage message in group.OfType<PendingMessage>())
            _largeBodies.Settle(message);
        _largeBodies.RemoveAbandoned();
        if (group.Any(change => change is PendingMessage { IsCommitted: true }))
            _signal.Set();
    }

    public void Dispose()
    {
        foreach (PreparedStatement statement in (PreparedStatement[])[_begin, _commit, _rollback, _save, _undo, _release])
            statement.Dispose();
        _insertion.Dispose();
        _largeBodies.Dispose();
        _deletion.Dispose();
        _queues.Dispose();
        _database.Dispose();
    }

    private void CommitTogether(IReadOnlyList<PendingCommit> group)
    {
        try
        {
            RequireInPlace();
            _begin.Run();
        }
        catch (StoreException failure)
        {
            RefuseAll(group, failure);
            return;
        }

        if (TryFinish(group) || group.Count == 1)
            return;

        // The transaction was lost as a whole: to one message for which the disk had no room, say. Alone, each change
        // meets its own fate.
        foreach (PendingCommit change in group)
            CommitTogether([change]);
    }

    // What is committed to a file that was removed or replaced is lost.
    private void RequireInPlace()
    {
        foreach (PinnedFile file in _files)
            file.RequireInPlace();
    }

    private bool TryFinish(IReadOnlyList<PendingCommit> group)
    {
        try
        {
            foreach (PendingCommit change in group)
                MakeOrRefuse(change);
            _commit.Run();
        }
        catch (Exception exception)
        {
            // Whatever it was: while this transaction is open, no other can begin.
            if (_database.IsInTransaction)
                _rollback.Run();
            RefuseAll(group, StoreException.Of(_database.Path, exception));
            return false;
        }

        try
        {
            RequireInPlace();
        }
        catch (StoreException failure)
        {
            // It is committed, to a file that is another's by now or is back in a moment: made again, it could be there twice.
            RefuseAll(group, failure);
        }

        if (group.Any(change => change.IsCommitted))
            Interlocked.Increment(ref _commitCount);
        return true;
    }

    private void MakeOrRefuse(PendingCommit change)
    {
        _save.Run();
        try
        {
            Make(change);
        }
        catch (IOException exception) when (_database.IsInTransaction)
        {
            _undo.Run();
            change.Refused(StoreException.Of(_database.Path, exception));
        }

        _release.Run();
    }

    private void Make(PendingCommit change)
    {
        switch (change)
        {
            case PendingMessage message:
                Insert(message);
                break;
            case PendingDeletion deletion:
                _deletion.Delete(deletion);
                deletion.Committed();
                break;
            case PendingLease wish:
                _queues.Make(wish);
                break;
            case PendingQueueChange queueChange:
                _queues.Make(queueChange);
                break;
            case PendingQueueAction action:
                _queues.Make(action);
                break;
        }
    }

    private void Insert(PendingMessage message)
    {
        if (_insertion.Known(message.Envelope.TransactionId) is { } known)
        {
            message.Stored(Name(known));
        }
        else if (!SqliteLargeBodies.IsLarge(message))
        {
            Stored(message, _insertion.Insert(message));
        }
        else if (_largeBodies.Write(message))
        {
            long id = _insertion.InsertWithoutBody(message);
            _largeBodies.Adopt(message, id);
            Stored(message, id);
        }
        else
        {
            message.Continues();
        }
    }

    private void Stored(PendingMessage message, long id)
    {
        _queues.Put(id);
        message.Stored(Name(id));
    }

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static void RefuseAll(IReadOnlyList<PendingCommit> group, StoreException failure)
    {
        foreach (PendingCommit change in group)
            change.Refused(failure);
    }
}
