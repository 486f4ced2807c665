using System.Text.RegularExpressions;

namespace SmtpGen.Storage;

/// <summary>
/// A queue for every store: leases and what becomes of them are changes like messages, so that they take the same way through the commit
/// queue and share its transactions.
/// </summary>
public sealed partial class MessageQueue : IMessageQueue
{
    // For messages of other processes, delays and leases that end, of which no signal tells.
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly string _location;
    private readonly CommitQueue _commits;
    private readonly IQueueReader _reader;
    private readonly QueueSignal _signal;

    private MessageQueue(string location, string name, QueueOptions options, CommitQueue commits, IQueueReader reader, QueueSignal signal)
    {
        _location = location;
        Name = name;
        Options = options;
        _commits = commits;
        _reader = reader;
        _signal = signal;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public QueueOptions Options { get; }

    /// <summary>Opens a queue, as <see cref="IQueueStore.OpenQueueAsync"/> does.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="name">The queue's name.</param>
    /// <param name="options">How it hands out messages.</param>
    /// <param name="commits">Takes the changes; null in a store that was opened for reading.</param>
    /// <param name="reader">Reads the store.</param>
    /// <param name="signal">Set by the store when messages may have become due.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ArgumentException">The name or an option is not allowed.</exception>
    /// <exception cref="StoreException">The store was opened for reading, or failed.</exception>
    public static async ValueTask<IMessageQueue> OpenAsync(
        string location, string name, QueueOptions? options, CommitQueue? commits, IQueueReader reader, QueueSignal signal,
        CancellationToken cancellationToken)
    {
        RequireName(name);
        options ??= new QueueOptions();
        if (options.LeaseTime <= TimeSpan.Zero)
            throw new ArgumentException($"A lease of {options.LeaseTime} is over before it begins; it must last longer than nothing.", nameof(options));
        if (options.MaxAttempts < 1)
            throw new ArgumentException($"A message cannot be tried {options.MaxAttempts} times; once is the least.", nameof(options));
        if (commits is null)
            throw StoreException.ReadOnly(location);
        var queue = new MessageQueue(location, name, options, commits, reader, signal);
        await queue.RunAsync(new PendingQueueAction(name, new QueueAction.Open()), cancellationToken).ConfigureAwait(false);
        return queue;
    }

    /// <summary>Removes a queue, as <see cref="IQueueStore.RemoveQueueAsync"/> does.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="name">The queue's name.</param>
    /// <param name="commits">Takes the changes; null in a store that was opened for reading.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place.</param>
    /// <exception cref="StoreException">The store was opened for reading, or failed.</exception>
    public static async ValueTask RemoveAsync(string location, string name, CommitQueue? commits, CancellationToken cancellationToken)
    {
        RequireName(name);
        if (commits is null)
            throw StoreException.ReadOnly(location);
        var removal = new PendingQueueAction(name, new QueueAction.Remove());
        await commits.EnqueueAsync(removal, cancellationToken).ConfigureAwait(false);
        await removal.Outcome.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IMessageLease?> TryLeaseAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var wish = new PendingLease(Name, Options);
            await RunAsync(wish, cancellationToken).ConfigureAwait(false);
            if (wish.Lease is not { } lease)
                return null;
            if (await _reader.FindAsync(lease.MessageId, cancellationToken).ConfigureAwait(false) is { } message)
                return new MessageLease(this, message, lease);
            // It was deleted between the lease and the look.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IMessageLease> LeaseAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var signal = _signal.Next;
            if (await TryLeaseAsync(cancellationToken).ConfigureAwait(false) is { } lease)
                return lease;
            await signal.WaitAsync(s_poll, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<QueueStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var queues = await _reader.ListQueuesAsync(cancellationToken).ConfigureAwait(false);
        return queues.FirstOrDefault(queue => queue.Name == Name)
            ?? throw StoreException.QueueRemoved(_location, Name);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DeadLetter> ListDeadAsync(CancellationToken cancellationToken = default) => _reader.ListDeadAsync(Name, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReviveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        await RunAsync(new PendingQueueAction(Name, new QueueAction.Revive(id)), cancellationToken).ConfigureAwait(false);
        _signal.Set();
    }

    internal ValueTask<Stream> OpenBodyAsync(GrantedLease lease, CancellationToken cancellationToken) => _reader.OpenAsync(lease.MessageId, cancellationToken);

    internal async ValueTask DecideAsync(GrantedLease lease, LeaseDecision decision, CancellationToken cancellationToken)
    {
        await RunAsync(new PendingQueueChange(Name, lease.MessageId, lease.Number, decision), cancellationToken).ConfigureAwait(false);
        if (decision is LeaseDecision.Abandon or LeaseDecision.Release)
            _signal.Set();
    }

    private async ValueTask RunAsync(PendingCommit change, CancellationToken cancellationToken)
    {
        await _commits.EnqueueAsync(change, cancellationToken).ConfigureAwait(false);
        await change.Outcome.ConfigureAwait(false);
    }

    private static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!AllowedName().IsMatch(name))
            throw new ArgumentException($"\"{name}\" cannot name a queue; write 1 to 64 of the characters a to z, 0 to 9 and hyphen.", nameof(name));
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex AllowedName();
}
