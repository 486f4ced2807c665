namespace SmtpGen.Web.Messages;

/// <summary>The events that one reader has not read yet: at most <see cref="Capacity"/>.</summary>
internal sealed class EventReader : IDisposable
{
    /// <summary>Events that wait for a reader. When there is one more, it loses them all.</summary>
    public const int Capacity = 256;

    private static readonly ServerEvent s_resync = new(EventHub.Resync, "{}");

    private readonly IReadOnlySet<string>? _names;
    private readonly Action<EventReader> _leave;
    private readonly Lock _lock = new();
    private readonly Queue<ServerEvent> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private bool _hasLost;

    /// <summary>Reads some events.</summary>
    public EventReader(IReadOnlySet<string>? names, Action<EventReader> leave) => (_names, _leave) = (names, leave);

    /// <summary>Events that wait.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Takes an event, unless the reader does not want it, or is too slow.</summary>
    public void Offer(ServerEvent offered)
    {
        if (_names?.Contains(offered.Name) == false && offered.Name != EventHub.Resync)
            return;
        lock (_lock)
        {
            // What is lost is lost until the reader has heard of it; it asks for everything then.
            if (_hasLost)
                return;
            if (_waiting.Count == Capacity || offered.Name == EventHub.Resync)
            {
                _waiting.Clear();
                _hasLost = true;
            }
            else
            {
                _waiting.Enqueue(offered);
            }

            if (_arrived.CurrentCount == 0)
                _arrived.Release();
        }
    }

    /// <summary>Waits for the next event.</summary>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event; null when the time is over.</returns>
    public async Task<ServerEvent?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_hasLost)
                {
                    _hasLost = false;
                    return s_resync;
                }

                if (_waiting.TryDequeue(out var next))
                    return next;
            }

            if (!await _arrived.WaitAsync(timeout, cancellationToken).ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>Ends the reading.</summary>
    public void Dispose() => _leave(this);
}
