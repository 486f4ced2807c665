namespace SmtpGen.Storage;

/// <summary>
/// One dedicated thread that commits what waits. A sync takes milliseconds, so the messages that arrive during one wait
/// and then share the next: the more sessions, the more messages a sync. The queue is bounded, and a full one holds the
/// sessions back.
/// </summary>
internal sealed class CommitQueue
{
    private const int Capacity = 1024;
    private const int MaxGroup = 256;

    // A group's small messages wait for its large ones; this bounds how long.
    private const long MaxGroupOctets = 32L * 1024 * 1024;

    private readonly Action<IReadOnlyList<PendingCommit>> _commit;
    private readonly string _location;
    private readonly Queue<PendingCommit> _waiting = new();
    private readonly SemaphoreSlim _places = new(Capacity);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <param name="location">The store's path, for error messages.</param>
    /// <param name="commit">Decides every change of a group, on the commit thread, which it may block.</param>
    public CommitQueue(string location, Action<IReadOnlyList<PendingCommit>> commit)
    {
        _location = location;
        _commit = commit;
        new Thread(Run) { Name = $"commit {location}", IsBackground = true }.Start();
    }

    public async ValueTask EnqueueAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_waiting)
        {
            if (!_closed)
            {
                _waiting.Enqueue(commit);
                Monitor.Pulse(_waiting);
                return;
            }
        }

        _places.Release();
        throw new ObjectDisposedException(nameof(IMessageStore), $"The message store {_location} is closed.");
    }

    /// <summary>Removes messages from an owner's maildrop, or without an owner from the store; ends when that will last.</summary>
    public async ValueTask DeleteAsync(MaildropOwner? owner, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        var deletion = new PendingDeletion(owner, ids);
        await EnqueueAsync(deletion, cancellationToken).ConfigureAwait(false);
        await deletion.Outcome.ConfigureAwait(false);
    }

    /// <summary>Takes no more changes, commits those that wait, and completes when the thread has ended.</summary>
    public Task CloseAsync()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.Pulse(_waiting);
        }

        return _drained.Task;
    }

    private void Run()
    {
        var group = new List<PendingCommit>();
        while (TakeGroup(group))
        {
            Commit(group);
            foreach (PendingCommit commit in group)
                commit.Complete();
            group.Clear();
        }

        _drained.SetResult();
    }

    private bool TakeGroup(List<PendingCommit> group)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_waiting);
            }

            long octets = 0;
            while (group.Count < MaxGroup && octets < MaxGroupOctets && _waiting.TryDequeue(out PendingCommit? commit))
            {
                group.Add(commit);
                octets += commit.Octets;
            }
        }

        _places.Release(group.Count);
        return true;
    }

    private void Commit(List<PendingCommit> group)
    {
        try
        {
            _commit(group);
        }
        catch (Exception exception)
        {
            // A store reports its failures change by change. Whatever else happens must not end the thread: every
            // session would wait for ever.
            var failure = new StoreException(StoreFailure.Failed, $"{_location}: {exception.Message}", exception);
            foreach (PendingCommit commit in group)
                commit.Refused(failure);
        }
    }
}
