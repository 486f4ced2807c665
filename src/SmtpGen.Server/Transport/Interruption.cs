namespace SmtpGen.Server.Transport;

/// <summary>Ends the wait under way, or the next one, of a channel whose waits end by cancellation.</summary>
internal sealed class Interruption
{
    // Has neither timer nor wait handle, so it needs no disposal; whoever interrupts may cancel it late.
    private volatile CancellationTokenSource _source = new();

    /// <summary>What the wait heeds.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Interrupts; the session goes on elsewhere than the caller.</summary>
    public void Raise() =>
        ThreadPool.UnsafeQueueUserWorkItem(static interruption => interruption._source.Cancel(), this, preferLocal: false);

    /// <summary>Makes ready for the next wait.</summary>
    /// <returns>What the wait that was interrupted throws.</returns>
    public WaitInterruptedException Take()
    {
        _source = new CancellationTokenSource();
        return new WaitInterruptedException();
    }
}
