namespace SmtpGen.Storage;

/// <summary>
/// Threads that wait for the disk at the same time: a file system makes many syncs in hardly more time than one. They are a
/// store's own, since waits on the thread pool would hold up every session. They start when they are needed, and stay.
/// </summary>
internal sealed class DiskThreads(string name) : IDisposable
{
    private const int MaxThreads = 32;
    private const int StackSize = 256 * 1024;

    private readonly object _gate = new();
    private Action<int>? _work;
    private int _next;
    private int _count;
    private int _unfinished;
    private int _threads;
    private bool _closed;

    /// <summary>
    /// Works on each item, many at a time, and returns when all are done; blocks. One caller at a time.
    /// </summary>
    /// <param name="items">What to work on.</param>
    /// <param name="work">Must not throw.</param>
    public void ForEach<T>(IReadOnlyList<T> items, Action<T> work)
    {
        lock (_gate)
        {
            _work = index => work(items[index]);
            _next = 0;
            _count = _unfinished = items.Count;
            // The caller works too.
            for (; _threads < Math.Min(MaxThreads, items.Count - 1); _threads++)
                new Thread(Run, StackSize) { Name = name, IsBackground = true }.Start();
            Monitor.PulseAll(_gate);
            while (_unfinished > 0)
            {
                if (!WorkOnNext())
                    Monitor.Wait(_gate);
            }

            _work = null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        lock (_gate)
        {
            while (!_closed)
            {
                if (!WorkOnNext())
                    Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Works on an item without the lock, which the caller holds before and after.</summary>
    private bool WorkOnNext()
    {
        if (_next >= _count)
            return false;
        int index = _next++;
        Action<int> work = _work!;
        Monitor.Exit(_gate);
        try
        {
            work(index);
        }
        finally
        {
            Monitor.Enter(_gate);
        }

        if (--_unfinished == 0)
            Monitor.PulseAll(_gate);
        return true;
    }
}
