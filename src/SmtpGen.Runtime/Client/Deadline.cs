namespace SmtpGen.Runtime.Client;

/// <summary>One timer for all waits of a client, one after the other.</summary>
internal sealed class Deadline(TimeProvider time) : IDisposable
{
    private CancellationTokenSource _timer = Create(time);

    /// <summary>Does work that must end in time.</summary>
    /// <param name="wait">How long it may take.</param>
    /// <param name="what">What the server has not done when the time is over.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public async ValueTask<T> WithinAsync<T>(
        TimeSpan wait, string what, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_timer.TryReset())
        {
            _timer.Dispose();
            _timer = Create(time);
        }

        _timer.CancelAfter(wait);
        try
        {
            using (cancellationToken.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer))
                return await work(_timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_timer.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"The server did not {what} within {wait.TotalSeconds:0.###} seconds.", exception);
        }
    }

    public void Dispose() => _timer.Dispose();

    private static CancellationTokenSource Create(TimeProvider time) => new(Timeout.InfiniteTimeSpan, time);
}
