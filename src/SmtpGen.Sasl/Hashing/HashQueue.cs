namespace SmtpGen.Sasl;

/// <summary>
/// Computes what is expensive, such as the hash of a password, on a few threads of its own, so that no number of logins
/// takes the threads that everything else runs on. Clients take turns, and a client has one computation at a time.
/// </summary>
public sealed class HashQueue : IDisposable
{
    private readonly int _capacity;
    private readonly object _lock = new();
    private readonly Dictionary<ClientNetwork, HashLine> _lines = [];
    private readonly Queue<HashLine> _turns = new();
    private readonly int _threads;
    private int _started;
    private int _idle;
    private int _busy;
    private int _waiting;
    private bool _isDisposed;

    /// <summary>A queue whose threads start when they are needed.</summary>
    /// <param name="threads">How many threads compute, at a priority below that of others where the system has such.</param>
    /// <param name="capacity">Most computations that wait. Beyond it the client with most of them has its last one refused.</param>
    public HashQueue(int threads, int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_threads, _capacity) = (threads, capacity);
    }

    /// <summary>The queue of the process, with a thread for every two processors.</summary>
    public static HashQueue Shared { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>How many computations wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting;
        }
    }

    /// <summary>Computes something when its turn comes.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The computation, on a thread of the queue.</param>
    /// <param name="context">The connection it is for; null: for nobody, at once with any other.</param>
    /// <param name="cancellationToken">Takes it out of the queue; one under way is computed to its end, for nobody.</param>
    /// <returns>The result; what the computation throws is thrown here.</returns>
    /// <exception cref="SaslCredentialsException">
    /// It was not computed: the queue is full, the client left while it waited, or too many of its logins have failed since.
    /// </exception>
    public Task<T> RunAsync<T>(Func<T> work, SaslContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var job = new HashJob<T>(work, context);
        HashJob? refused = Enqueue(job, ClientNetwork.Of(context?.RemoteAddress));
        refused?.Refuse("too many logins wait to be checked; the server needs more processors, or is being attacked");
        if (cancellationToken.CanBeCanceled && refused != job)
            job.CancelBy(cancellationToken, Remove);
        return job.Result;
    }

    /// <summary>Ends the threads; what waits is refused.</summary>
    public void Dispose()
    {
        List<HashJob> left = [];
        lock (_lock)
        {
            _isDisposed = true;
            foreach (HashLine line in _lines.Values)
                left.AddRange(line.Jobs);
            _lines.Clear();
            _turns.Clear();
            _waiting = 0;
            Monitor.PulseAll(_lock);
        }

        foreach (HashJob job in left)
            job.Refuse("the server stops");
    }

    // Returns the computation that had to go, if one had: the new one, or the last of the client with most of them.
    private HashJob? Enqueue(HashJob job, ClientNetwork client)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return job;
            // Who has no address shares no line with anybody.
            HashLine? line = client.IsKnown ? _lines.GetValueOrDefault(client) : null;
            HashJob? refused = null;
            if (_waiting >= _capacity)
            {
                HashLine longest = _lines.Values.MaxBy(l => l.Jobs.Count)!;
                if (longest.Jobs.Count <= (line?.Jobs.Count ?? 0) + 1)
                    return job;
                refused = longest.Jobs.Last!.Value;
                longest.Jobs.RemoveLast();
                _waiting--;
            }

            job.HasToWait = line is not null || _waiting > 0 || _busy == _threads;
            if (line is null)
            {
                line = new HashLine(client.IsKnown ? client : ClientNetwork.Unique());
                _lines.Add(line.Client, line);
                _turns.Enqueue(line);
            }

            job.Place = line.Jobs.AddLast(job);
            _waiting++;
            StartThread();
            Monitor.Pulse(_lock);
            return refused;
        }
    }

    private void StartThread()
    {
        if (_waiting <= _idle || _started == _threads)
            return;
        _started++;
        var thread = new Thread(Work) { IsBackground = true, Name = "SmtpGen hashes", Priority = ThreadPriority.BelowNormal };
        thread.UnsafeStart();
    }

    private void Remove(HashJob job)
    {
        lock (_lock)
        {
            if (job.Place?.List is not { } jobs)
                return;
            jobs.Remove(job.Place);
            _waiting--;
        }
    }

    private void Work()
    {
        BackgroundThread.Lower();
        HashLine? line = null;
        while (Next(ref line) is { } job)
            job.Run();
    }

    // A client whose computation ended goes behind all others.
    private HashJob? Next(ref HashLine? line)
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
                    _idle++;
                    Monitor.Wait(_lock);
                    _idle--;
                }
                else if (line.Jobs.First is { } first)
                {
                    line.Jobs.RemoveFirst();
                    _waiting--;
                    _busy++;
                    return first.Value;
                }
                else
                {
                    _lines.Remove(line.Client);
                }
            }

            return null;
        }
    }
}
