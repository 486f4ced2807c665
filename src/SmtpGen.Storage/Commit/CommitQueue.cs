using System.Diagnostics;

namespace SmtpGen.Storage;

/// <summary>
/// One dedicated thread that commits what waits. A sync takes milliseconds, so the messages that arrive during one wait
/// and then share the next: the more sessions, the more messages a sync. The queue is bounded, and a full one holds the
/// sessions back. Large messages stand in a line of their own, from which each group takes one or a few, so that neither the
/// small ones wait for many octets, nor the large ones for ever.
/// </summary>
public sealed class CommitQueue
{
    /// <summary>Octets of a body that a store should write for one group; what is longer comes back with the next.</summary>
    public const long StepOctets = 2 * 1024 * 1024;

    private const int Capacity = 1024;
    private const int MaxGroup = 256;

    // A message waits for at most the group before its own; this bounds how long.
    private const long MaxGroupOctets = 2 * StepOctets;
    private const long LargeFrom = 1024 * 1024;

    private readonly Action<IReadOnlyList<PendingCommit>> _commit;
    private readonly string _location;
    private readonly Queue<PendingCommit> _waiting = new();
    private readonly Queue<PendingCommit> _waitingLarge = new();
    private readonly SemaphoreSlim _places = new(Capacity);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <summary>Starts the thread.</summary>
    /// <param name="location">The store's path, for error messages.</param>
    /// <param name="commit">Decides every change of a group, on the commit thread, which it may block.</param>
    public CommitQueue(string location, Action<IReadOnlyList<PendingCommit>> commit)
    {
        _location = location;
        _commit = commit;
        CommitMetrics.Add(this);
        new Thread(Run) { Name = $"commit {location}", IsBackground = true }.Start();
    }

    /// <summary>How many changes wait, with those under way.</summary>
    public int Waiting => Capacity - _places.CurrentCount;

    /// <summary>Puts a change into the queue, and waits while the queue is full; <see cref="PendingCommit.Outcome"/> tells what becomes of it.</summary>
    /// <param name="commit">The change.</param>
    /// <param name="cancellationToken">Cancels the call while the change waits for a place.</param>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public async ValueTask EnqueueAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_waiting)
        {
            if (!_closed)
            {
                (commit.Octets < LargeFrom ? _waiting : _waitingLarge).Enqueue(commit);
                Monitor.Pulse(_waiting);
                return;
            }
        }

        _places.Release();
        throw new ObjectDisposedException(nameof(IMessageStore), $"The message store {_location} is closed.");
    }

    /// <summary>Removes messages from an owner's maildrop, or without an owner from the store; ends when that will last.</summary>
    /// <param name="owner">As in <see cref="PendingDeletion.Owner"/>.</param>
    /// <param name="ids">As in <see cref="PendingDeletion.Ids"/>; none is allowed.</param>
    /// <param name="cancellationToken">Cancels the call while the deletion waits for a place.</param>
    /// <exception cref="StoreException">The store could not remove them.</exception>
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
            long begin = Stopwatch.GetTimestamp();
            Commit(group);
            CommitMetrics.Record(group.Count(change => change is not (PendingLease or PendingQueueChange or PendingQueueAction)), begin);
            Finish(group);
            group.Clear();
        }

        CommitMetrics.Remove(this);
        _drained.SetResult();
    }

    private bool TakeGroup(List<PendingCommit> group)
    {
        lock (_waiting)
        {
            while (_waiting.Count + _waitingLarge.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_waiting);
            }

            long octets = Take(_waiting, group, octets: 0, MaxGroup);
            Take(_waitingLarge, group, octets, Math.Max(MaxGroup, group.Count + 1));
        }

        return true;
    }

    /// <summary>Fills a group up to its bounds.</summary>
    /// <returns>The group's octets.</returns>
    private static long Take(Queue<PendingCommit> waiting, List<PendingCommit> group, long octets, int maxCount)
    {
        int before = group.Count;
        while ((octets < MaxGroupOctets || group.Count == before) && group.Count < maxCount
            && waiting.TryDequeue(out PendingCommit? commit))
        {
            group.Add(commit);
            octets += Math.Min(commit.Octets, StepOctets);
        }

        return octets;
    }

    // What is unfinished goes to the end of its line, and keeps its place in the queue.
    private void Finish(List<PendingCommit> group)
    {
        lock (_waiting)
        {
            foreach (PendingCommit commit in group.Where(commit => commit.IsUnfinished))
                _waitingLarge.Enqueue(commit);
        }

        foreach (PendingCommit commit in group.Where(commit => !commit.IsUnfinished))
        {
            _places.Release();
            commit.Complete();
        }
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
