namespace SmtpGen;

/// <summary>
/// A few threads for what keeps a processor busy, so that it takes no others. Clients take turns, and none has more than one
/// thread at a time: one that asks for much waits for itself. What waits holds no thread. Compiled into each assembly that needs it.
/// </summary>
/// <param name="name">The threads' name.</param>
/// <param name="most">How many threads there may be. They start when they are needed, and stay.</param>
/// <param name="capacity">The most that may wait. Beyond it the client for whom most waits loses what it asked last.</param>
/// <param name="prepare">Called on each thread first.</param>
/// <param name="tryStart">Starts a thread; false where there is none to spare.</param>
internal sealed class FairThreads(
    string name, int most, int capacity = int.MaxValue, Action? prepare = null, Func<Thread, bool>? tryStart = null) : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<ClientNetwork, Line> _lines = [];
    private readonly Queue<Line> _turns = new();
    private readonly Func<Thread, bool> _tryStart = tryStart ?? SpareThread.TryStart;
    private int _threads;
    private int _idle;
    private int _busy;
    private int _waiting;
    private bool _isDisposed;

    /// <summary>How much waits for its turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting;
        }
    }

    /// <summary>Does something when it is the client's turn.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="client">Whom it is for. Where the address is not known, it is a client of its own.</param>
    /// <returns>What is not done because of it, if anything: other work that waited, or the work itself.</returns>
    public FairWork? Add(FairWork work, ClientNetwork client)
    {
        FairWork? refused;
        bool needsThread;
        lock (_lock)
        {
            if (_isDisposed)
                return work;
            Line? line = client.IsKnown ? _lines.GetValueOrDefault(client) : null;
            if (!TryMakeRoom(line, out refused))
                return work;

            work.HasToWait = line is not null || _waiting > 0 || _busy == most;
            if (line is null)
            {
                line = new Line(client.IsKnown ? client : ClientNetwork.Unique());
                _lines.Add(line.Client, line);
                _turns.Enqueue(line);
            }

            work.Place = line.Work.AddLast(work);
            _waiting++;
            needsThread = _waiting > _idle && _threads < most;
            if (needsThread)
                _threads++;
            Monitor.Pulse(_lock);
        }

        if (needsThread)
            Start();
        return refused;
    }

    /// <summary>Takes out what has not begun.</summary>
    public void Remove(FairWork work)
    {
        lock (_lock)
        {
            if (work.Place?.List is not { } waiting)
                return;
            waiting.Remove(work.Place);
            _waiting--;
        }
    }

    /// <summary>Ends the threads.</summary>
    /// <returns>What waited and is not done.</returns>
    public List<FairWork> End()
    {
        lock (_lock)
        {
            _isDisposed = true;
            List<FairWork> left = [.. _lines.Values.SelectMany(line => line.Work)];
            _lines.Clear();
            _turns.Clear();
            _waiting = 0;
            Monitor.PulseAll(_lock);
            return left;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private bool TryMakeRoom(Line? line, out FairWork? refused)
    {
        refused = null;
        if (_waiting < capacity)
            return true;
        Line longest = _lines.Values.MaxBy(other => other.Work.Count)!;
        if (longest.Work.Count <= (line?.Work.Count ?? 0) + 1)
            return false;
        refused = longest.Work.Last!.Value;
        longest.Work.RemoveLast();
        _waiting--;
        return true;
    }

    private void Start()
    {
        if (_tryStart(new Thread(Work) { IsBackground = true, Name = name }))
            return;
        lock (_lock)
        {
            // Another thread will come to it; where there is none, one of the pool does what waits and is given back.
            if (_threads > 1)
            {
                _threads--;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static threads => threads.WorkUntilIdle(), this, preferLocal: false);
    }

    private void Work()
    {
        prepare?.Invoke();
        Line? line = null;
        while (Next(ref line, stays: true) is { } work)
            work.Run();
    }

    private void WorkUntilIdle()
    {
        Line? line = null;
        while (Next(ref line, stays: false) is { } work)
            work.Run();
    }

    // A client whose turn has ended goes to the end of the queue.
    private FairWork? Next(ref Line? line, bool stays)
    {
        lock (_lock)
        {
            if (line is not null)
            {
                _busy--;
                _turns.Enqueue(line);
            }

            while (!_isDisposed)
            {
                if (!_turns.TryDequeue(out line))
                {
                    if (!stays)
                        break;
                    _idle++;
                    Monitor.Wait(_lock);
                    _idle--;
                }
                else if (line.Work.First is { } first)
                {
                    line.Work.RemoveFirst();
                    _waiting--;
                    _busy++;
                    return first.Value;
                }
                else
                {
                    _lines.Remove(line.Client);
                }
            }

            _threads--;
            return null;
        }
    }

    /// <summary>What waits for one client, in order.</summary>
    private sealed record Line(ClientNetwork Client)
    {
        public LinkedList<FairWork> Work { get; } = [];
    }
}

/// <summary>Something that waits for its client's turn.</summary>
internal abstract class FairWork
{
    /// <summary>Where it stands in its client's line; in none once its turn has come.</summary>
    public LinkedListNode<FairWork>? Place { get; set; }

    /// <summary>Whether others were before it.</summary>
    public bool HasToWait { get; set; }

    /// <summary>Does it. Must not throw.</summary>
    public abstract void Run();
}
