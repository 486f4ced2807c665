using SmtpGen.Server.Logging;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Hosting;

// From the word to the last connection's end.
public sealed partial class ProtocolServer
{
    // How long handlers may take to heed cancellation, and to have their answers sent.
    private static readonly TimeSpan s_cutOffTime = TimeSpan.FromSeconds(2);

    // How long sessions may take to notice that their connections were cut.
    private static readonly TimeSpan s_lastTime = TimeSpan.FromMilliseconds(500);

    // How long the log may take for what is still to be told, when the server has stopped.
    private static readonly TimeSpan s_flushTime = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _handling = new();
    private readonly CancellationTokenSource _hurrying = new();
    private Task? _stopping;

    /// <summary>
    /// Stops: sessions are told and end before their next command, bodies under way may finish within
    /// <see cref="ServerOptions.StopGrace"/>, then what is left is cut off. A handler that has what it needs gets a moment more to
    /// heed its cancellation or to answer: what was kept must not go unanswered.
    /// </summary>
    /// <param name="cancellationToken">Ends the grace early; the server stops all the same.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // Whoever asks again may be in more of a hurry.
        var hurry = cancellationToken.UnsafeRegister(static hurrying => ((CancellationTokenSource)hurrying!).Cancel(), _hurrying);
        await using (hurry.ConfigureAwait(false))
        {
            lock (_hurrying)
                _stopping ??= StopOnceAsync(_hurrying.Token);
            await _stopping.ConfigureAwait(false);
        }
    }

    /// <summary>Stops without grace.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(true)).ConfigureAwait(false);

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await _accepting.CancelAsync().ConfigureAwait(false);
        _whenStarted.TrySetResult();
        await Task.WhenAll(_loops.Skip(1)).ConfigureAwait(false);
        foreach (var listener in _listeners)
            listener.Dispose();

        // No connection is added any more.
        var empty = _connections.WhenEmptyAsync();
        var open = new List<ConnectionTransport>();
        _connections.CopyTo(open);
        foreach (var transport in open)
            transport.Stop();
        await WaitAsync(empty, options.StopGrace, cancellationToken).ConfigureAwait(false);
        if (!empty.IsCompleted)
        {
            _connections.CopyTo(open);
            _logger.CutOff(open.Count);
            foreach (var transport in open.Where(transport => transport.IsClientDue))
                transport.Abort();
            await _handling.CancelAsync().ConfigureAwait(false);
            await WaitAsync(empty, s_cutOffTime, CancellationToken.None).ConfigureAwait(false);
            _connections.CopyTo(open);
            foreach (var transport in open)
                transport.Abort();
            await WaitAsync(empty, s_lastTime, CancellationToken.None).ConfigureAwait(false);
            _connections.CopyTo(open);
            if (open.Count > 0)
                _logger.LeftBehind(open.Count);
        }

        _polling?.Stop();
        _threads?.Dispose();

        await _sweeping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        await QueuedLogger.FlushAsync(_logger, s_flushTime).ConfigureAwait(false);
    }

    private static async Task WaitAsync(Task what, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await what.WaitAsync(time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The caller looks whether it completed.
        }
    }
}
