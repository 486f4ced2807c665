namespace SmtpGen.Testing;

/// <summary>
/// The messages of a server, and who waits for one. Whether a message is the one is asked where it is waited for: a
/// question that takes its time or throws does not concern the session that brought the message.
/// </summary>
internal sealed class MessageLog
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedMessage> _messages = [];
    private TaskCompletionSource _added = NewSignal();
    private long _forgotten;

    public IReadOnlyList<ReceivedMessage> All
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    public void Add(ReceivedMessage message)
    {
        TaskCompletionSource added;
        lock (_lock)
        {
            _messages.Add(message);
            (added, _added) = (_added, NewSignal());
        }

        added.TrySetResult();
    }

    /// <summary>The first message that fits, which may have come before; asks each message once.</summary>
    public async Task<ReceivedMessage> FindAsync(Func<ReceivedMessage, bool> fits, CancellationToken cancellationToken)
    {
        long seen = 0;
        while (true)
        {
            ReceivedMessage[] unseen;
            Task added;
            lock (_lock)
            {
                unseen = [.. _messages.Skip((int)Math.Max(0, seen - _forgotten))];
                seen = _forgotten + _messages.Count;
                added = _added.Task;
            }

            if (Array.Find(unseen, message => fits(message)) is { } found)
                return found;
            await added.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _forgotten += _messages.Count;
            _messages.Clear();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
