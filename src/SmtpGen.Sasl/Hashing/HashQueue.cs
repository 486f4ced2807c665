namespace SmtpGen.Sasl;

/// <summary>
/// Computes what is expensive, such as the hash of a password, on a few threads of its own, so that no number of logins
/// takes the threads that everything else runs on. Clients take turns, and a client has one computation at a time.
/// </summary>
public sealed class HashQueue : IDisposable
{
    private readonly FairThreads _threads;

    /// <summary>A queue whose threads start when they are needed.</summary>
    /// <param name="threads">How many threads compute, at a priority below that of others where the system has such.</param>
    /// <param name="capacity">Most computations that wait. Beyond it the client with most of them has its last one refused.</param>
    public HashQueue(int threads, int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _threads = new FairThreads("SmtpGen hashes", threads, capacity, BackgroundThread.Lower);
    }

    /// <summary>The queue of the process, with a thread for every two processors.</summary>
    public static HashQueue Shared { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>How many computations wait for their turn.</summary>
    public int Waiting => _threads.Waiting;

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
        var refused = (HashJob?)_threads.Add(job, ClientNetwork.Of(context?.RemoteAddress));
        refused?.Refuse("too many logins wait to be checked; the server needs more processors, or is being attacked");
        if (cancellationToken.CanBeCanceled && refused != job)
            job.CancelBy(cancellationToken, _threads.Remove);
        return job.Result;
    }

    /// <summary>Ends the threads; what waits is refused.</summary>
    public void Dispose()
    {
        foreach (HashJob job in _threads.End().Cast<HashJob>())
            job.Refuse("the server stops");
    }
}
