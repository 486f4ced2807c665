using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

/// <summary>
/// Threads for handlers, each of which may block the one it runs on without delaying any other. There is always one that has
/// nothing to do, until the limit is reached; those that stay without work end after a while.
/// </summary>
/// <remarks>
/// What a handler awaits comes back to these threads by way of <see cref="SynchronizationContext"/>, so it may block after an
/// <c>await</c> too. Only after <c>ConfigureAwait(false)</c> does it continue wherever the operation completed.
/// </remarks>
public sealed class HandlerThreads : IDisposable
{
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);
    private static readonly SendOrPostCallback s_run = static action => ((Action)action!)();

    [ThreadStatic]
    private static HandlerThreads? s_current;

    private readonly object _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _work = new();
    private readonly Context _context;
    private readonly int _most;
    private int _threads;
    private int _idle;
    private bool _isDisposed;

    /// <summary>Creates the threads' queue; the threads start when they are needed.</summary>
    /// <param name="most">The most threads. Where so many block, what comes next waits for one of them.</param>
    public HandlerThreads(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _most = most;
        _context = new Context(this);
    }

    /// <summary>Number of threads at this moment, with those that have nothing to do.</summary>
    public int Count => Volatile.Read(ref _threads);

    /// <summary>Returns what moves the caller to one of the threads when it is awaited; a caller that runs on one already continues at once.</summary>
    public Entry Enter() => new(this);

    /// <summary>Runs something on one of the threads.</summary>
    /// <param name="callback">What to run.</param>
    /// <param name="state">What it is given.</param>
    public void Post(SendOrPostCallback callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add(callback, state);
    }

    /// <summary>Ends the threads that have nothing to do. Work that still comes is done.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Add(SendOrPostCallback callback, object? state)
    {
        lock (_lock)
        {
            _work.Enqueue((callback, state));
            Monitor.Pulse(_lock);

            // Otherwise there is an idle thread, or one that starts, or all are in use.
            if (_threads > 0)
                return;
            _threads = 1;
        }

        if (!TryStart())
            ThreadPool.UnsafeQueueUserWorkItem(static threads => threads.WorkElsewhere(), this, preferLocal: false);
    }

    // Whoever takes the last thread starts the next, so that the thread that polls the sockets does not have to.
    private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
    {
        bool isLast;
        lock (_lock)
        {
            while (_work.Count == 0)
            {
                _idle++;
                bool isAwoken = !_isDisposed && Monitor.Wait(_lock, s_idleTime);
                _idle--;
                if (_work.Count == 0 && (_isDisposed || (!isAwoken && _idle > 0)))
                {
                    _threads--;
                    work = default;
                    return false;
                }
            }

            work = _work.Dequeue();
            isLast = _idle == 0 && _threads < _most;
            if (isLast)
                _threads++;
        }

        if (isLast && !TryStart())
        {
            // This one goes on, and the next that it takes tries again.
            lock (_lock)
                _threads--;
        }

        return true;
    }

    private bool TryStart() => SpareThread.TryStart(new Thread(Work) { IsBackground = true, Name = "smtpgen handlers" });

    // On a thread of the pool, which is given back as it was.
    private void WorkElsewhere()
    {
        Work();
        s_current = null;
        SynchronizationContext.SetSynchronizationContext(null);
    }

    private void Work()
    {
        s_current = this;
        SynchronizationContext.SetSynchronizationContext(_context);
        while (TryTake(out var work))
            work.Callback(work.State);
    }

    /// <summary>Moves the caller that awaits it to one of the threads.</summary>
    public readonly struct Entry : ICriticalNotifyCompletion
    {
        private readonly HandlerThreads? _threads;

        internal Entry(HandlerThreads? threads) => _threads = threads;

        /// <summary>Whether the caller runs on one of the threads already.</summary>
        public bool IsCompleted => _threads is null || s_current == _threads;

        /// <summary>Returns the awaiter: the value itself.</summary>
        public Entry GetAwaiter() => this;

        /// <summary>Does nothing.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) => _threads!.Add(s_run, continuation);

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => _threads!.Add(s_run, continuation);
    }

    private sealed class Context(HandlerThreads threads) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (!HandlerTurn.TryPost(threads, d, state))
                threads.Add(d, state);
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
