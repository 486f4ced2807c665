using System.Diagnostics.CodeAnalysis;

namespace SmtpGen.Storage;

/// <summary>
/// Threads that wait for the disk at the same time: a file system makes many syncs in hardly more time than one. They are a
/// store's own, since waits on the thread pool would hold up every session. They start when they are needed, and stay.
/// </summary>
/// <param name="name">The threads' name.</param>
/// <param name="tryStart">Starts a thread; false where there is none to spare.</param>
internal sealed class DiskThreads(string name, Func<Thread, bool>? tryStart = null) : IDisposable
{
    private const int MaxThreads = 32;
    private const int StackSize = 256 * 1024;

    private readonly Queue<Action> _work = new();
    private readonly Func<Thread, bool> _tryStart = tryStart ?? SpareThread.TryStart;
    private int _threads;
    private int _idle;
    private bool _closed;

    /// <summary>Works on each item, many at a time, and returns when all are done; blocks.</summary>
    /// <param name="items">What to work on.</param>
    /// <param name="work">Must not throw.</param>
    public void ForEach<T>(IReadOnlyList<T> items, Action<T> work)
    {
        if (items.Count == 0)
            return;
        var done = new CountdownEvent(items.Count);
        int next = -1;
        // The caller works too, and does all of it where there is no thread to spare.
        for (int helper = 1; helper < Math.Min(items.Count, MaxThreads + 1); helper++)
        {
            if (!TryAdd(WorkOnSome))
                break;
        }

        WorkOnSome();
        done.Wait();

        void WorkOnSome()
        {
            while (Interlocked.Increment(ref next) is var index && index < items.Count)
            {
                work(items[index]);
                done.Signal();
            }
        }
    }

    /// <summary>Does something on one of the threads.</summary>
    /// <returns>Ends with what was done; what that throws is thrown here.</returns>
    public async Task RunAsync(Action work)
    {
        // What goes on with the result must not hold up the thread.
        var task = new Task(work, TaskCreationOptions.RunContinuationsAsynchronously);
        // Where there is no thread to spare, one of the pool must do.
        if (!TryAdd(() => task.RunSynchronously(TaskScheduler.Default)))
            task.Start(TaskScheduler.Default);
        await task.ConfigureAwait(false);
    }

    /// <summary>Ends the threads when what was asked of them is done.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.PulseAll(_work);
        }
    }

    // False where there is no thread to do it.
    private bool TryAdd(Action work)
    {
        lock (_work)
        {
            if (_work.Count >= _idle && _threads < MaxThreads && !_closed
                && _tryStart(new Thread(Run, StackSize) { Name = name, IsBackground = true }))
                _threads++;
            if (_threads == 0)
                return false;
            _work.Enqueue(work);
            Monitor.Pulse(_work);
            return true;
        }
    }

    private void Run()
    {
        while (TryTake(out Action? work))
            work();
    }

    private bool TryTake([NotNullWhen(true)] out Action? work)
    {
        lock (_work)
        {
            while (!_work.TryDequeue(out work))
            {
                if (_closed)
                {
                    _threads--;
                    return false;
                }

                _idle++;
                Monitor.Wait(_work);
                _idle--;
            }

            return true;
        }
    }
}
