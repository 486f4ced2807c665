namespace SmtpGen.Storage;

/// <summary>
/// Changes queues. They are in memory, and what must outlive the process is in a journal: nothing for a message that was never tried. Changes run
/// on the commit thread only; status is read from any.
/// </summary>
internal sealed class MaildirQueues(MaildirFolders folders, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<MaildirQueueLine> _lines = [];
    private readonly List<Action> _undo = [];
    private MaildirQueueJournal? _journal;
    private MaildirQueueBook? _book;
    private bool _mustLast;

    /// <summary>Set when messages may have become due.</summary>
    public QueueSignal Signal { get; } = new();

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Makes the changes of a group that concern queues.</summary>
    /// <returns>The messages that nobody wants any more; the caller deletes them.</returns>
    public IReadOnlyList<string> Commit(IReadOnlyList<PendingCommit> group)
    {
        PendingCommit[] changes = [.. group.Where(change => change is PendingLease or PendingQueueChange or PendingQueueAction)];
        if (changes.Length == 0)
            return [];
        lock (_lock)
        {
            try
            {
                Load();
                foreach (PendingCommit change in changes)
                    MakeOrRefuse(change);
                return Keep();
            }
            catch (Exception exception)
            {
                for (int index = _undo.Count - 1; index >= 0; index--)
                    _undo[index]();
                foreach (PendingCommit change in changes)
                    change.Refused(StoreException.Of(folders.Root, exception));
                return [];
            }
            finally
            {
                _undo.Clear();
                _lines.Clear();
                _mustLast = false;
            }
        }
    }

    /// <summary>Puts messages that are stored into every queue.</summary>
    public void Put(IEnumerable<string> ids)
    {
        lock (_lock)
        {
            if (_book is { Queues.Count: > 0 } book)
            {
                foreach (string id in ids)
                {
                    foreach (MaildirQueueMemory queue in book.Queues.Values)
                        queue.Set(id, book.NewEntry(Now));
                }
            }
        }

        Signal.Set();
    }

    /// <summary>Takes messages that were deleted out of all queues.</summary>
    public void Forget(IEnumerable<string> ids)
    {
        lock (_lock)
        {
            foreach (string id in _book is null ? [] : ids)
                Forget(id);
        }
    }

    /// <summary>Runs a look at the queues; where this process has not used them, as the journal has them.</summary>
    public T Read<T>(Func<MaildirQueueBook, T> look)
    {
        lock (_lock)
            return look(_book ?? ReadBook());
    }

    public void Dispose() => _journal?.Dispose();

    private MaildirQueueBook ReadBook() => MaildirQueueBook.Of(
        MaildirQueueJournal.Read(folders.Root), [.. folders.ListInOrder().Select(entry => entry.Name)], Now);

    private void Load() => _journal ??= MaildirQueueJournal.Open(folders.Root, () => _book = ReadBook());

    private IReadOnlyList<string> Keep()
    {
        if (_journal!.WantsRewrite)
            _journal.Rewrite(_book!);
        else if (_lines.Count > 0)
            _journal.Append(_lines, _mustLast);
        return [.. _book!.Deletable(_book.Unwanted)];
    }

    private void MakeOrRefuse(PendingCommit change)
    {
        try
        {
            Make(change);
        }
        catch (StoreException exception)
        {
            change.Refused(exception);
        }
    }

    private void Make(PendingCommit change)
    {
        switch (change)
        {
            case PendingLease wish:
                wish.Granted(Grant(wish, Queue(wish.Queue)));
                break;
            case PendingQueueChange { Queue: var name, MessageId: var id } decision:
                if (!Queue(name).TryGet(id, out MaildirQueueEntry? entry) || !entry.IsLeased || entry.Lease != decision.Lease)
                    throw StoreException.LeaseEnded(folders.Root, name, id);
                Decide(name, id, entry, decision.Decision);
                decision.Committed();
                break;
            case PendingQueueAction action:
                Run(action.Queue, action.Action);
                action.Committed();
                break;
        }
    }

    private MaildirQueueMemory Queue(string name)
        => _book!.Queues.TryGetValue(name, out MaildirQueueMemory? queue) ? queue : throw StoreException.QueueRemoved(folders.Root, name);

    private GrantedLease? Grant(PendingLease wish, MaildirQueueMemory queue)
    {
        while (queue.Next(Now) is var (id, entry))
        {
            if (!folders.Contains(id))
            {
                // A mail reader has deleted it.
                Forget(id);
            }
            else if (entry.Attempts >= wish.Options.MaxAttempts)
            {
                Set(wish.Queue, id, entry with { Dead = Now, Reason = entry.IsLeased ? PendingLease.RanOut : entry.Reason, IsLeased = false });
            }
            else
            {
                var leased = entry with { Due = Now + wish.Options.LeaseTime, Attempts = entry.Attempts + 1, Lease = entry.Lease + 1, IsLeased = true };
                Set(wish.Queue, id, leased);
                return new GrantedLease(id, leased.Lease, leased.Attempts, leased.State);
            }
        }

        return null;
    }

    private void Decide(string queue, string id, MaildirQueueEntry entry, LeaseDecision decision)
    {
        _mustLast |= decision is not LeaseDecision.Renew;
        switch (decision)
        {
            case LeaseDecision.Renew(var leaseTime):
                Set(queue, id, entry with { Due = Now + leaseTime });
                break;
            case LeaseDecision.Complete(var delete):
                Set(queue, id, null);
                if (delete && _book!.Unwanted.Add(id))
                {
                    _undo.Add(() => _book.Unwanted.Remove(id));
                    _lines.Add(new MaildirQueueLine { Id = id, Unwanted = true });
                }

                break;
            case LeaseDecision.Abandon(var delay, var reason, var state):
                Set(queue, id, entry with { Due = Now + delay, Reason = reason, State = state, IsLeased = false });
                break;
            case LeaseDecision.Release:
                Set(queue, id, entry with { Due = Now, Attempts = entry.Attempts - 1, IsLeased = false });
                break;
            case LeaseDecision.Reject(var reason, var state):
                Set(queue, id, entry with { Dead = Now, Reason = reason, State = state, IsLeased = false });
                break;
        }
    }

    private void Run(string name, QueueAction action)
    {
        _mustLast = true;
        switch (action)
        {
            case QueueAction.Open when !_book!.Queues.ContainsKey(name):
                MaildirQueueMemory opened = new();
                foreach (MaildirEntry message in folders.ListInOrder())
                    opened.Set(message.Name, _book.NewEntry(Now));
                _book.Queues.Add(name, opened);
                _undo.Add(() => _book.Queues.Remove(name));
                _lines.Add(new MaildirQueueLine { Queue = name });
                break;
            case QueueAction.Remove when _book!.Queues.Remove(name, out MaildirQueueMemory? removed):
                _undo.Add(() => _book.Queues.Add(name, removed));
                _lines.Add(new MaildirQueueLine { Queue = name, Gone = true });
                break;
            case QueueAction.Revive(var id):
                if (!Queue(name).TryGet(id, out MaildirQueueEntry? entry) || entry.Dead is null)
                    throw StoreException.NotDead(folders.Root, name, id);
                Set(name, id, entry with { Due = Now, Attempts = 0, Dead = null, Reason = null });
                break;
        }
    }

    private void Set(string queueName, string id, MaildirQueueEntry? entry)
    {
        MaildirQueueMemory queue = Queue(queueName);
        queue.TryGet(id, out MaildirQueueEntry? before);
        queue.Set(id, entry);
        _undo.Add(() => queue.Set(id, before));
        _lines.Add(entry?.ToLine(queueName, id) ?? new MaildirQueueLine { Queue = queueName, Id = id, Gone = true });
    }

    private void Forget(string id)
    {
        foreach (MaildirQueueMemory queue in _book!.Queues.Values)
            queue.Forget(id);
        _book.Unwanted.Remove(id);
    }
}
