namespace SmtpGen.Runtime;

/// <summary>
/// A thread of <see cref="HandlerThreads"/> that runs one thing after another for somebody. What these continue with, after an
/// <c>await</c>, stays on the thread and follows at once, instead of waking another; until somebody finds that the thread is blocked and takes
/// it away.
/// </summary>
public sealed class HandlerTurn
{
    [ThreadStatic]
    private static HandlerTurn? s_current;

    private readonly HandlerThreads _threads;
    private readonly Lock _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private bool _isOver;

    /// <summary>Begins on the calling thread, which is one of the threads.</summary>
    /// <param name="threads">The threads.</param>
    public HandlerTurn(HandlerThreads threads)
    {
        _threads = threads;
        s_current = this;
    }

    /// <summary>Runs what was posted on this thread meanwhile, in order.</summary>
    public void Run()
    {
        while (TryTake(out var work))
            work.Callback(work.State);
    }

    /// <summary>Ends it: what was posted, and will be, runs on other threads. From any thread.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            while (_posted.TryDequeue(out var work))
                _threads.Post(work.Callback, work.State);
        }
    }

    /// <summary>Keeps what is posted for the thread that posts it, where it has a turn.</summary>
    internal static bool TryPost(HandlerThreads threads, SendOrPostCallback callback, object? state)
    {
        if (s_current is not { } turn)
            return false;
        lock (turn._lock)
        {
            if (turn._threads != threads || turn._isOver)
                return false;
            turn._posted.Enqueue((callback, state));
            return true;
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
    {
        // Only this thread adds.
        if (_posted.Count == 0)
        {
            work = default;
            return false;
        }

        lock (_lock)
            return _posted.TryDequeue(out work);
    }
}
