using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Tests;

namespace SmtpGen.Dialogs;

/// <summary>A dialog's connection over the loopback address to a server of its own.</summary>
/// <param name="signals">What will happen outside in the dialog, for which the server gets short clocks.</param>
/// <param name="host">The server; null: one that listens by itself.</param>
public sealed class SocketConnection(IReadOnlyCollection<ServerEvent> signals, IDialogHost? host = null) : IDialogConnection
{
    // Long enough for the steps before it, and waited for only where a dialog is about it.
    private static readonly TimeSpan s_shortTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // One for all dialogs; it stays in the temporary directory until the tests end.
    private static readonly TestCertificates s_certificates = new();
    private static readonly Lazy<string> s_certificate = new(() => s_certificates.WritePem(TestCertificates.Create()));

    private readonly IDialogHost _host = host ?? new SocketHost();
    private readonly ReceivedLines _received = new();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream? _stream;
    private IPEndPoint? _endPoint;
    private Socket? _occupant;
    private Task _stopping = Task.CompletedTask;
    private bool _hasEnded;

    public bool IsClosed
    {
        get
        {
            // What has arrived already; whoever must know waits for the end.
            if (!_hasEnded && _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0)
                _hasEnded = true;
            return _hasEnded;
        }
    }

    public string Unread => _received.Unread;

    public async ValueTask OpenAsync(DialogServer server)
    {
        var (options, refusal) = (server.Application.Options, server.Refusal);
        if (signals.Contains(ServerEvent.Idle))
            options.CommandWait = s_shortTime;
        if (signals.Contains(ServerEvent.TooSlow))
            options.DataBlockWait = s_shortTime;

        var sessions = new OneSession(server.Application, isOccupied: refusal == ServerEvent.TooManyConnections);
        _endPoint = await _host.StartAsync(serverOptions => Limit(serverOptions, refusal), server.IsSecure, sessions);
        if (refusal == ServerEvent.TooManyConnections)
            await OccupyAsync();
        await _socket.ConnectAsync(_endPoint, TestContext.Current.CancellationToken);
        _stream = new NetworkStream(_socket);
        if (server.IsSecure)
            await SecureAsync();
        if (refusal == ServerEvent.TalksFirst)
            await SendAsync("NOOP\r\n"u8.ToArray());
    }

    public async ValueTask SecureAsync()
    {
        using var patience = Wait();
        var secured = new SslStream(_stream!);
        await secured.AuthenticateAsClientAsync(TestCertificates.AnyServer(), patience.Token);
        _stream = secured;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        using var patience = Wait();
        await _stream!.WriteAsync(octets, patience.Token);
    }

    // The clocks run by themselves; only the operator has to act.
    public ValueTask SignalAsync(ServerEvent what)
    {
        if (what == ServerEvent.Shutdown)
            _stopping = _host.StopAsync();
        return default;
    }

    public async ValueTask<string?> ReadLineAsync()
    {
        while (true)
        {
            if (_received.Take() is { } line)
                return line;
            if (_hasEnded || !await ReceiveAsync())
                return null;
        }
    }

    public async ValueTask UntilClosedAsync()
    {
        while (!_hasEnded && await ReceiveAsync())
        {
        }
    }

    public async ValueTask HangUpAsync()
    {
        if (!_hasEnded)
            _socket.Shutdown(SocketShutdown.Send);
        await UntilClosedAsync();
        _socket.Dispose();
        await _stopping;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _occupant?.Dispose();
        await _host.DisposeAsync();
    }

    private void Limit(ServerOptions options, ServerEvent refusal)
    {
        options.Tls.Certificate = s_certificate.Value;
        if (signals.Contains(ServerEvent.SessionTooLong))
            options.SessionTime = s_shortTime;
        if (refusal == ServerEvent.TalksFirst)
            options.GreetingDelay = s_shortTime;
        if (refusal == ServerEvent.TooManyConnections)
            options.MaxConnections = 1;
    }

    private static CancellationTokenSource Wait()
    {
        var wait = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        wait.CancelAfter(s_patience);
        return wait;
    }

    // False when nothing came in time.
    private async ValueTask<bool> ReceiveAsync()
    {
        using var patience = Wait();
        byte[] octets = new byte[4096];
        try
        {
            int count = await _stream!.ReadAsync(octets, patience.Token);
            _received.Add(octets.AsSpan(0, count));
            _hasEnded = count == 0;
            return true;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // Takes the one place there is; the first octet of the banner says that it has it.
    private async Task OccupyAsync()
    {
        using var patience = Wait();
        _occupant = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _occupant.ConnectAsync(_endPoint!, patience.Token);
        await _occupant.ReceiveAsync(new byte[1], patience.Token);
    }

    /// <summary>The dialog's session, behind one of somebody else where the server is full.</summary>
    private sealed class OneSession(IDialogApplication application, bool isOccupied) : ISessionFactory
    {
        private int _created = isOccupied ? -1 : 0;

        public SessionLease Create() =>
            new(Interlocked.Increment(ref _created) == 1 ? application.Serve() : application.ServeAnother());
    }
}
