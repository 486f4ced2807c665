using System.Net;
using Microsoft.Extensions.Logging;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Connections;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Polling;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Hosting;

/// <summary>
/// Listens, and runs a session for every connection; or serves those that another server accepts. It knows no protocol: what is said
/// is up to the session.
/// </summary>
/// <param name="options">Addresses and limits.</param>
/// <param name="sessions">Makes the sessions.</param>
/// <param name="logger">Where sessions and failures are told, through a <see cref="QueuedLogger"/>: it may take its time.</param>
public sealed partial class ProtocolServer(ServerOptions options, ISessionFactory sessions, ILogger logger) : IAsyncDisposable
{
    private readonly ILogger _logger = QueuedLogger.Around(logger);
    private readonly ConnectionTable _connections = new(options.MaxConnections, options.MaxConnectionsPerAddress);
    private readonly List<Listener> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly TaskCompletionSource _whenStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _accepting = new();
    private readonly CancellationTokenSource _sweeping = new();
    private HandlerThreads? _threads;
    private PollLoops? _polling;
    private ConnectionRunner? _runner;

    /// <summary>The addresses listened on, with the ports that were taken; empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>Number of sessions under way.</summary>
    public int Connections => _connections.Served;

    /// <summary>Most sessions at a time; 0 means no limit.</summary>
    public int MaxConnections => options.MaxConnections;

    /// <summary>Whether it was started and does not stop.</summary>
    public bool IsServing => _whenStarted.Task.IsCompleted && !_accepting.IsCancellationRequested;

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
        // Those who lead are among the threads, and must not take the last one.
        _threads = new HandlerThreads(options.MaxHandlerThreads + PollLoops.MostLeaders);
        _runner = new ConnectionRunner(
            options, sessions, _connections, certificates, options.HandlersNeverBlock ? null : _threads, _logger, _accepting.Token, _handling.Token);
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

        // Sessions are nobody's part: neither of the span that the caller is in, nor of anything else that flows from it.
        using (ExecutionContext.IsFlowSuppressed() ? (IDisposable?)null : ExecutionContext.SuppressFlow())
        {
            _polling = TransportKinds.IsEpoll(options.Transport) ? PollLoops.TryStart(_threads) : null;
            _loops.Add(SweepAsync(_sweeping.Token));
            foreach (var listener in _listeners)
                _loops.Add(Task.Run(() => listener.AcceptAsync(_polling, _runner.Accept, _accepting.Token), CancellationToken.None));
        }

        foreach (var listener in _listeners)
            _logger.Listening(listener.EndPoint);

        _whenStarted.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Serves a connection that another server has accepted, by the same limits and clocks as those of its own; completes when the
    /// connection is over. Before the start it waits, after the stop it cuts the connection.
    /// </summary>
    /// <param name="connection">The connection.</param>
    public async Task ServeAsync(PipeConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await _whenStarted.Task.ConfigureAwait(false);
        if (_runner is null)
            connection.Abort?.Invoke();
        else
            await _runner.ServeAsync(connection).ConfigureAwait(false);
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
        var open = new List<ConnectionTransport>();
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
