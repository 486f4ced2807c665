using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Changes queues within a transaction. Runs on the commit thread only.</summary>
internal sealed class SqliteQueues(Database database) : IDisposable
{
    private const string ThisEntry = "queue = ?1 AND message_id = ?2";

    private readonly PreparedStatement _put = database.Prepare("INSERT INTO queue_entries (queue, message_id, due) SELECT name, ?, ? FROM queues");
    private readonly PreparedStatement _open = database.Prepare("INSERT OR IGNORE INTO queues (name) VALUES (?)");
    private readonly PreparedStatement _fill = database.Prepare("INSERT INTO queue_entries (queue, message_id, due) SELECT ?, id, ? FROM messages");
    private readonly PreparedStatement _remove = database.Prepare("DELETE FROM queues WHERE name = ?");
    private readonly PreparedStatement _exists = database.Prepare("SELECT 1 FROM queues WHERE name = ?");

    private readonly PreparedStatement _next = database.Prepare("""
        SELECT message_id, attempts, lease, state FROM queue_entries WHERE queue = ? AND dead IS NULL AND due <= ?
        ORDER BY due, message_id LIMIT 1
        """);

    private readonly PreparedStatement _lease = database.Prepare(
        $"UPDATE queue_entries SET due = ?3, attempts = attempts + 1, lease = lease + 1, is_leased = 1 WHERE {ThisEntry}");

    private readonly PreparedStatement _expire = database.Prepare(
        $"UPDATE queue_entries SET dead = ?3, reason = iif(is_leased, ?4, reason), is_leased = 0 WHERE {ThisEntry}");

    private readonly PreparedStatement _current = database.Prepare($"SELECT lease FROM queue_entries WHERE {ThisEntry} AND is_leased");
    private readonly PreparedStatement _renew = database.Prepare($"UPDATE queue_entries SET due = ?3 WHERE {ThisEntry}");
    private readonly PreparedStatement _complete = database.Prepare($"DELETE FROM queue_entries WHERE {ThisEntry}");

    private readonly PreparedStatement _abandon = database.Prepare(
        $"UPDATE queue_entries SET due = ?3, reason = ?4, state = ?5, is_leased = 0 WHERE {ThisEntry}");

    private readonly PreparedStatement _release = database.Prepare(
        $"UPDATE queue_entries SET due = ?3, attempts = attempts - 1, is_leased = 0 WHERE {ThisEntry}");

    private readonly PreparedStatement _reject = database.Prepare(
        $"UPDATE queue_entries SET dead = ?3, reason = ?4, state = ?5, is_leased = 0 WHERE {ThisEntry}");

    private readonly PreparedStatement _revive = database.Prepare(
        $"UPDATE queue_entries SET due = ?3, attempts = 0, dead = NULL, reason = NULL WHERE {ThisEntry} AND dead IS NOT NULL");

    private readonly PreparedStatement _unwant = database.Prepare("UPDATE messages SET unwanted = 1 WHERE id = ?");

    private readonly PreparedStatement _deleteUnwanted = database.Prepare(
        "DELETE FROM messages WHERE id = ?1 AND unwanted AND NOT EXISTS (SELECT 1 FROM queue_entries WHERE message_id = ?1)");

    private readonly PreparedStatement _deleteAllUnwanted = database.Prepare(
        "DELETE FROM messages WHERE unwanted AND NOT EXISTS (SELECT 1 FROM queue_entries WHERE message_id = messages.id)");

    /// <summary>Puts a new message into every queue.</summary>
    public void Put(long messageId) => _put.Bind(1, messageId).Bind(2, Now).Run();

    public void Make(PendingLease wish)
    {
        while (Next(wish.Queue) is { } next)
        {
            if (next.Attempt < wish.Options.MaxAttempts)
            {
                _lease.Bind(1, wish.Queue).Bind(2, next.Id).Bind(3, Later(wish.Options.LeaseTime)).Run();
                string id = next.Id.ToString(CultureInfo.InvariantCulture);
                wish.Granted(new GrantedLease(id, next.Lease + 1, next.Attempt + 1, next.State));
                return;
            }

            _expire.Bind(1, wish.Queue).Bind(2, next.Id).Bind(3, Now).Bind(4, PendingLease.RanOut).Run();
        }

        if (!Exists(wish.Queue))
            throw StoreException.QueueRemoved(database.Path, wish.Queue);
        wish.Granted(null);
    }

    public void Make(PendingQueueChange change)
    {
        long id = long.Parse(change.MessageId, CultureInfo.InvariantCulture);
        if (CurrentLease(change.Queue, id) != change.Lease)
            throw StoreException.LeaseEnded(database.Path, change.Queue, change.MessageId);
        Decide(change.Queue, id, change.Decision);
        change.Committed();
    }

    public void Make(PendingQueueAction action)
    {
        switch (action.Action)
        {
            case QueueAction.Open:
                _open.Bind(1, action.Queue).Run();
                if (database.Changes > 0)
                    _fill.Bind(1, action.Queue).Bind(2, Now).Run();
                break;
            case QueueAction.Remove:
                _remove.Bind(1, action.Queue).Run();
                _deleteAllUnwanted.Run();
                break;
            case QueueAction.Revive(var messageId):
                Revive(action.Queue, messageId);
                break;
        }

        action.Committed();
    }

    public void Dispose()
    {
        foreach (PreparedStatement statement in (PreparedStatement[])[
            _put, _open, _fill, _remove, _exists, _next, _lease, _expire, _current, _renew, _complete, _abandon, _release, _reject, _revive,
            _unwant, _deleteUnwanted, _deleteAllUnwanted])
            statement.Dispose();
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static long Later(TimeSpan delay) => Now + (long)Math.Min(delay.TotalMilliseconds, int.MaxValue * 1000.0);

    private (long Id, int Attempt, long Lease, string? State)? Next(string queue)
    {
        _next.Bind(1, queue).Bind(2, Now);
        try
        {
            return _next.Step() ? (_next.Number(0), (int)_next.Number(1), _next.Number(2), _next.Text(3)) : null;
        }
        finally
        {
            _next.Reset();
        }
    }

    private long? CurrentLease(string queue, long id)
    {
        _current.Bind(1, queue).Bind(2, id);
        try
        {
            return _current.Step() ? _current.Number(0) : null;
        }
        finally
        {
            _current.Reset();
        }
    }

    private bool Exists(string queue)
    {
        _exists.Bind(1, queue);
        try
        {
            return _exists.Step();
        }
        finally
        {
            _exists.Reset();
        }
    }

    private void Decide(string queue, long id, LeaseDecision decision)
    {
        switch (decision)
        {
            case LeaseDecision.Renew(var time):
                _renew.Bind(1, queue).Bind(2, id).Bind(3, Later(time)).Run();
                break;
            case LeaseDecision.Complete(var delete):
                _complete.Bind(1, queue).Bind(2, id).Run();
                if (delete)
                    _unwant.Bind(1, id).Run();
                _deleteUnwanted.Bind(1, id).Run();
                break;
            case LeaseDecision.Abandon(var delay, var reason, var state):
                _abandon.Bind(1, queue).Bind(2, id).Bind(3, Later(delay)).Bind(4, reason).Bind(5, state).Run();
                break;
            case LeaseDecision.Release:
                _release.Bind(1, queue).Bind(2, id).Bind(3, Now).Run();
                break;
            case LeaseDecision.Reject(var reason, var state):
                _reject.Bind(1, queue).Bind(2, id).Bind(3, Now).Bind(4, reason).Bind(5, state).Run();
                break;
        }
    }

    private void Revive(string queue, string messageId)
    {
        if (long.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            _revive.Bind(1, queue).Bind(2, id).Bind(3, Now).Run();
            if (database.Changes > 0)
                return;
        }

        throw StoreException.NotDead(database.Path, queue, messageId);
    }
}
