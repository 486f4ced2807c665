using SmtpGen.Storage;

namespace SmtpGen.Tool.Serve.Telemetry;

/// <summary>Whether mail can be received now: the servers listen, are not told to stop, and the store can be read.</summary>
/// <param name="store">Where mail goes.</param>
internal sealed class ServeHealth(IMessageStore store)
{
    // A store that hangs is not one that can be read.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task<string?> _look = Task.FromResult<string?>(null);
    private volatile string? _phase = "starting";

    /// <summary>The servers listen.</summary>
    public void Serves() => _phase = null;

    /// <summary>They are told to stop.</summary>
    public void Stops() => _phase = "stopping";

    /// <summary>What keeps it from receiving mail; null where nothing does.</summary>
    public async Task<string?> ProblemAsync()
    {
        if (_phase is { } phase)
            return phase;
        Task<string?> look;
        lock (_lock)
        {
            // However many ask, the store is asked once at a time.
            if (_look.IsCompleted)
                _look = LookAsync();
            look = _look;
        }

        try
        {
            return await look.WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            return "the store does not answer";
        }
    }

    private async Task<string?> LookAsync()
    {
        // Whoever holds the lock must not wait for a disk.
        await Task.Yield();
        try
        {
            await store.ListNewestAsync().AnyAsync();
            return null;
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            return "the store cannot be read";
        }
    }
}
