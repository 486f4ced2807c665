using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Logging;

/// <summary>
/// What waits to be written to a log. Adding never waits and never fails, whatever the log does: a thread of the queue's own
/// writes. An entry that finds the queue full, or that cannot be written, is dropped and counted, and the count is told as
/// soon as the log takes something again.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
public sealed class LogQueue<T>
{
    // A quiet log keeps no thread.
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly Queue<Flush> _flushes = new();
    private readonly Action<T> _write;
    private readonly Action<long> _tellDropped;
    private readonly int _capacity;
    private bool _hasThread;
    private bool _isBroken;
    private long _accepted;
    private long _finished;
    private long _full;
    private long _failed;
    private long _dropped;

    /// <summary>An empty queue.</summary>
    /// <param name="write">Writes an entry. It may take its time, or throw.</param>
    /// <param name="tellDropped">Writes how many entries were dropped since it was called last. It may take its time, or throw.</param>
    /// <param name="capacity">Most entries that wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    public LogQueue(Action<T> write, Action<long> tellDropped, int capacity = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_write, _tellDropped, _capacity) = (write, tellDropped, capacity);
        LogMetrics.Add(this, () => Waits);
    }

    /// <summary>How many entries were dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private int Waits
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Adds an entry, or drops it when the queue is full.</summary>
    public void Add(T entry)
    {
        lock (_gate)
        {
            if (!_hasThread)
                StartThread();
            if (_waiting.Count >= _capacity)
            {
                _full++;
                Interlocked.Increment(ref _dropped);
                return;
            }

            _waiting.Enqueue(new Waiting(entry, _full));
            _full = 0;
            _accepted++;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until all that was added before is written or dropped.</summary>
    /// <param name="time">The longest wait.</param>
    /// <returns>False when the log did not take it in time.</returns>
    public async Task<bool> FlushAsync(TimeSpan time)
    {
        var flush = new Flush(0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_finished == _accepted)
                return true;
            _flushes.Enqueue(flush with { Target = _accepted });
        }

        try
        {
            await flush.Done.Task.WaitAsync(time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // Not by the caller: a thread's start takes its time, too.
    private void StartThread()
    {
        _hasThread = true;
        ThreadPool.UnsafeQueueUserWorkItem(
            static queue =>
            {
                if (SpareThread.TryStart(new Thread(queue.Run) { IsBackground = true, Name = "log" }))
                    return;
                // A computer that has no thread to spare has no log for now, but serves on; the next entry tries again.
                lock (queue._gate)
                    queue._hasThread = false;
            },
            this,
            preferLocal: false);
    }

    private void Run()
    {
        while (Take(out var next, out bool isEntry))
        {
            TellDropped(next.DroppedBefore);
            if (!isEntry)
                continue;
            if (!Try(_write, next.Entry))
            {
                _failed++;
                Interlocked.Increment(ref _dropped);
            }

            Finish();
        }
    }

    // False when nothing came for so long that the thread may end. Without an entry only a count is to be told.
    private bool Take(out Waiting next, out bool isEntry)
    {
        lock (_gate)
        {
            while (true)
            {
                isEntry = _waiting.TryDequeue(out next);
                if (isEntry)
                    return true;
                if (!_isBroken && _full + _failed > 0)
                {
                    next = new Waiting(default!, _full);
                    _full = 0;
                    return true;
                }

                if (Monitor.Wait(_gate, s_idleTime) || _waiting.Count > 0)
                    continue;
                _hasThread = false;
                return false;
            }
        }
    }

    private void TellDropped(long droppedBefore)
    {
        _failed += droppedBefore;
        if (_failed > 0 && Try(_tellDropped, _failed))
            _failed = 0;
    }

    private bool Try<TWhat>(Action<TWhat> action, TWhat what)
    {
        try
        {
            action(what);
            _isBroken = false;
        }
        catch (Exception)
        {
            // Whatever it is, there is nobody to tell but the log itself, when it works again.
            _isBroken = true;
        }

        return !_isBroken;
    }

    private void Finish()
    {
        lock (_gate)
        {
            _finished++;
            while (_flushes.TryPeek(out var flush) && flush.Target <= _finished)
                _flushes.Dequeue().Done.TrySetResult();
        }
    }

    private readonly record struct Waiting(T Entry, long DroppedBefore);

    private readonly record struct Flush(long Target, TaskCompletionSource Done);
}
