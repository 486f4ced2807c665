namespace SmtpGen.Testing;

/// <summary>The messages of a server, and who waits for one.</summary>
internal sealed class MessageLog
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedMessage> _messages = [];
    private readonly List<(Func<ReceivedMessage, bool> Fits, TaskCompletionSource<ReceivedMessage> Found)> _waiting = [];

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
        lock (_lock)
        {
            _messages.Add(message);
            foreach (var (fits, found) in _waiting)
                Offer(message, fits, found);
        }
    }

    public Task<ReceivedMessage> FindAsync(Func<ReceivedMessage, bool> fits)
    {
        var found = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            foreach (var message in _messages)
                Offer(message, fits, found);
            _waiting.Add((fits, found));
        }

        return found.Task;
    }

    public void Forget(Task<ReceivedMessage> wait)
    {
        lock (_lock)
            _waiting.RemoveAll(waiting => waiting.Found.Task == wait);
    }

    public void Clear()
    {
        lock (_lock)
            _messages.Clear();
    }

    // A question that throws fails the test that asked, not the session.
    private static void Offer(ReceivedMessage message, Func<ReceivedMessage, bool> fits, TaskCompletionSource<ReceivedMessage> found)
    {
        try
        {
            if (!found.Task.IsCompleted && fits(message))
                found.TrySetResult(message);
        }
        catch (Exception exception)
        {
            found.TrySetException(exception);
        }
    }
}
