using System.Net;
using Microsoft.Extensions.Logging;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Connections;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Hosting;

/// <summary>Listens, and runs a session for every connection. It knows no protocol: what is said is up to the session.</summary>
/// <param name="options">Addresses and limits.</param>
/// <param name="sessions">Makes the sessions.</param>
/// <param name="logger">Where sessions and failures are told, through a <see cref="QueuedLogger"/>: it may take its time.</param>
public sealed class ProtocolServer(ServerOptions options, ISessionFactory sessions, ILogger logger) : IAsyncDisposable
{
    // How long handlers may take to heed cancellation, and to have their answers sent.
    private static readonly TimeSpan s_cutOffTime = TimeSpan.FromSeconds(2);

    // How long sessions may take to notice that their connections were cut.
    private static readonly TimeSpan s_lastTime = TimeSpan.FromMilliseconds(500);

    // How long the log may take for what is still to be told, when the server has stopped.
    private static readonly TimeSpan s_flushTime = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = QueuedLogger.Around(logger);
    private readonly ConnectionTable _connections = new(options.MaxConnections, options.MaxConnectionsPerAddress);
    private readonly List<Listener> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly CancellationTokenSource _accepting = new();
    private readonly CancellationTokenSource _sweeping = new();
    private readonly CancellationTokenSource _handling = new();
    private HandlerThreads? _threads;
    private Task? _stopping;

    /// <summary>The addresses listened on, with the ports that were taken; empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>Number of sessions under way.</summary>
    public int Connections => _connections.Served;

    /// <summary>Begins to listen. A server starts once.</summary>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    /// <exception cref="IOException">The certificate was there when the options were checked, and is gone.</exception>
    /// <exception cref="ListenException">An address cannot be had; none is listened on then.</exception>
    /// <exception cref="InvalidOperationException">The server was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_loops.Count > 0 || _stopping is not null)
            throw new InvalidOperationException("A server starts once; make another.");
        if (string.Join(" ", options.Validate()) is { Length: > 0 } errors)
            throw new ArgumentException(errors, nameof(options));

        var certificates = options.Tls.IsConfigured ? new CertificateSource(options.Tls, _logger) : null;
        _threads = options.HandlersNeverBlock ? null : new HandlerThreads(options.MaxHandlerThreads);
        var runner = new ConnectionRunner(
            options, sessions, _connections, certificates, _threads, _logger, _accepting.Token, _handling.Token);
        try
        {
            foreach (string text in options.Listen)
            {
                ListenAddress.TryParse(text, out var addresses, out _);
                Listen(addresses);
            }
        }
        catch (ListenException)
        {
            CloseListeners();
            throw;
        }

        _loops.Add(SweepAsync(_sweeping.Token));
        foreach (var listener in _listeners)
        {
            _loops.Add(Task.Run(() => listener.AcceptAsync(runner.Accept, _accepting.Token), CancellationToken.None));
            _logger.Listening(listener.EndPoint);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops: sessions are told and end before their next command, bodies under way may finish within
    /// <see cref="ServerOptions.StopGrace"/>, then what is left is cut off. A handler that has what it needs gets a moment more to
    /// heed its cancellation or to answer: what was kept must not go unanswered.
    /// </summary>
    /// <param name="cancellationToken">Ends the grace early; the server stops all the same.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _stopping ??= StopOnceAsync(cancellationToken);

    /// <summary>Stops without grace.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(true)).ConfigureAwait(false);

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await _accepting.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops.Skip(1)).ConfigureAwait(false);
        foreach (var listener in _listeners)
            listener.Dispose();

        // No connection is added any more.
        var open = new List<SocketTransport>();
        _connections.CopyTo(open);
        foreach (var transport in open)
            transport.Stop();
        var empty = _connections.WhenEmptyAsync();
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

    // Addresses that one text of the list stands for; a free port is taken once for all of them.
    private void Listen(IReadOnlyList<ListenAddress> addresses)
    {
        int port = 0;
        foreach (var address in addresses)
        {
            var chosen = address.EndPoint.Port == 0 ? address with { EndPoint = new IPEndPoint(address.EndPoint.Address, port) } : address;
            try
            {
                var listener = new Listener(chosen, options.Backlog, _logger);
                _listeners.Add(listener);
                port = listener.EndPoint.Port;
            }
            catch (ListenException exception) when (address.IsOptional && exception.IsWithoutAddress)
            {
                // A computer without IPv6.
            }
        }
    }

    private void CloseListeners()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        _listeners.Clear();
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.ClockInterval);
        var open = new List<SocketTransport>();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                _connections.CopyTo(open);
                long now = Environment.TickCount64;
                foreach (var transport in open)
                    transport.CheckClock(now);
                open.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The server has stopped.
        }
    }
}
