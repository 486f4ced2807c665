using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

/// <summary>
/// Drives a machine over a transport: octets in, decisions to a handler, replies out. Replies to everything that arrived
/// together leave in one send. Generated sessions add the calls to their handler.
/// </summary>
public abstract partial class ServerSession : IServerSession
{
    private readonly ServerMachine _machine;
    private readonly MessageBody _body;
    private readonly PushQueue? _pushes;
    private ITransport? _transport;
    private ReadOnlyMemory<byte> _input;
    private CancellationToken _cancellationToken;
    private EndPoint? _namedClient;
    private bool _isNamed;
    private bool _isLost;

    /// <summary>A session that has not begun.</summary>
    protected ServerSession(ServerMachine machine)
    {
        _machine = machine;
        _body = new MessageBody(this);
        _pushes = machine.HasPushes ? new PushQueue(machine) : null;
    }

    /// <summary>
    /// Told of what a handler threw; the client is answered by the protocol's <c>handler failed</c> row. That its client left
    /// in the middle of a body is not a failure of the handler.
    /// </summary>
    public Action<Exception>? HandlerFailed { get; set; }

    // A handler that reports something itself is as safe from what the report does.
    Action<Exception>? IServerSession.HandlerFailed => HandlerFailed is null ? null : Report;

    /// <summary>Told of what is read and answered; null: nobody. Set before the session begins.</summary>
    public ISessionObserver? Observer
    {
        get => _machine.Observer;
        set => _machine.Observer = value;
    }

    /// <summary>Told of options that are off and with which something that is refused would have been legal, by their names in the specification.</summary>
    public Action<string>? OptionMissed
    {
        get => _machine.OptionMissed;
        set => _machine.OptionMissed = value;
    }

    /// <summary>
    /// Where the handler is called, so that it may block; null: wherever the transport completes, which is for handlers that
    /// never do. Set it before the session begins.
    /// </summary>
    public HandlerThreads? Threads { get; set; }

    /// <inheritdoc/>
    public ActivityContext Trace { get; set; }

    /// <summary>The state the session is in, as its specification names it.</summary>
    public virtual string StateName => "";

    /// <summary>Whether the client left, or the connection was lost, in the middle of a body.</summary>
    public bool IsLostInBody { get; private set; }

    /// <inheritdoc/>
    public virtual string Protocol => "";

    /// <inheritdoc/>
    public ProtocolOptions Configuration => _machine.Configuration;

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => _isNamed ? _namedClient : _transport?.RemoteEndPoint;

    /// <inheritdoc/>
    public EndPoint? ConnectedEndPoint => _transport?.RemoteEndPoint;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint
    {
        get => field ?? _transport?.LocalEndPoint;
        set;
    }

    /// <inheritdoc/>
    public bool HasClientLeft => _transport?.HasClientLeft == true;

    /// <inheritdoc/>
    public TransportSecurity? Security => _transport?.Security;

    /// <inheritdoc/>
    public bool TryActFor(EndPoint? client)
    {
        if (_transport?.TryActFor(client) == false)
            return false;
        _isNamed = true;
        _namedClient = client;
        return true;
    }

    /// <summary>Greets, and goes on until the session is over or the connection is lost.</summary>
    /// <param name="transport">The connection; the caller closes it afterwards.</param>
    /// <param name="cancellationToken">Handed to the handler.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(ITransport transport, CancellationToken cancellationToken = default)
    {
        _transport = transport;
        _cancellationToken = cancellationToken;
        await Enter();
        _machine.CanSecure = transport.CanSecure;
        if (transport.Security is not null)
            _machine.EndUpgrade();
        try
        {
            await GoOnAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pushes?.End();
        }
    }

    /// <summary>Says only why there will be no session, such as <see cref="ServerEvent.TooManyConnections"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RefuseAsync(ITransport transport, ServerEvent why)
    {
        _transport = transport;
        await Enter();
        _machine.Raise(why);
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Awaited, goes on where the handler may be called.</summary>
    internal HandlerThreads.Entry Enter() => new(Threads);

    /// <summary>Sends what waits, then waits for octets; false when there are none: the event was answered, or the client left.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> ReceiveAsync()
    {
        ReceivedOctets received;
        do
        {
            _pushes?.MoveTo(_machine.Output);
            await FlushAsync().ConfigureAwait(false);
            try
            {
                received = await _transport!.ReceiveAsync(_machine.Wait).ConfigureAwait(false);
            }
            finally
            {
                // What is thrown ends in the handler too, which may be reading a body.
                await Enter();
            }
        }
        while (received.IsWoken);

        _input = received.Octets;
        if (received.Event == ServerEvent.None)
        {
            _isLost = _input.IsEmpty;
            return !_isLost;
        }

        _machine.Raise(received.Event);
        return false;
    }

    /// <summary>Begins the conversation.</summary>
    protected abstract void Connect();

    /// <summary>The connection was encrypted in the middle of the session.</summary>
    protected virtual void OnSecured()
    {
    }

    /// <summary>Asks the handler to choose the reply that the machine waits for.</summary>
    protected abstract ValueTask AskHandlerAsync(CancellationToken cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask GoOnAsync(CancellationToken cancellationToken)
    {
        Connect();
        while (true)
        {
            // Whatever was awaited may have completed elsewhere; from here on the handler is called.
            await Enter();
            var step = Advance();
            switch (step)
            {
                case MachineStep.Body:
                    if (!await TakeBodyAsync(cancellationToken).ConfigureAwait(false))
                        return;
                    break;
                case MachineStep.NeedInput:
                    if (!await ReceiveAsync().ConfigureAwait(false) && !_machine.IsClosed)
                        return;
                    break;
                case MachineStep.Closed:
                    await FlushAsync().ConfigureAwait(false);
                    return;
                default:
                    await PerformAsync(step).ConfigureAwait(false);
                    break;
            }
        }
    }

    // Everything that is neither input nor a body. Most decisions are made at once.
    private ValueTask PerformAsync(MachineStep step)
    {
        if (step != MachineStep.Decision)
            return AwaitStepAsync(step);
        var deciding = DecideAsync(_cancellationToken);
        if (!deciding.IsCompletedSuccessfully)
            return AwaitDecidedAsync(deciding);
        return _machine.Output.Length > FlushAt ? FlushAsync() : default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitDecidedAsync(ValueTask deciding)
    {
        await deciding.ConfigureAwait(false);
        if (_machine.Output.Length > FlushAt)
            await FlushAsync().ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitStepAsync(MachineStep step)
    {
        switch (step)
        {
            case MachineStep.Upgrade:
                await FlushAsync().ConfigureAwait(false);
                await _transport!.SecureAsync().ConfigureAwait(false);
                await Enter();
                _input = default;
                _machine.EndUpgrade();
                OnSecured();
                break;
            case MachineStep.Send:
                await SendBodyAsync(_machine.Outgoing!).ConfigureAwait(false);
                _machine.EndSend();
                break;
            default:
                // The chunk after which the body was given up is answered; commands go on.
                break;
        }

        if (_machine.Output.Length > FlushAt)
            await FlushAsync().ConfigureAwait(false);
    }

    private MachineStep Advance()
    {
        var input = _input.Span;
        _machine.IsStopping = _transport!.IsStopping;
        var step = _machine.Advance(ref input);
        _input = _input[^input.Length..];
        return step;
    }

    private ValueTask DecideAsync(CancellationToken cancellationToken)
    {
        try
        {
            var asked = AskHandlerAsync(cancellationToken);
            return asked.IsCompletedSuccessfully ? default : AwaitDecisionAsync(asked);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return default;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitDecisionAsync(ValueTask asked)
    {
        try
        {
            await asked.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        Report(exception);
        _machine.FailDecision();
    }

    /// <summary>Tells <see cref="HandlerFailed"/> what a handler threw. The client gets its answer, whatever becomes of the report.</summary>
    /// <param name="exception">What the handler threw, or what says that it chose no reply.</param>
    protected void Report(Exception exception)
    {
        try
        {
            HandlerFailed?.Invoke(exception);
        }
        catch (Exception)
        {
            // Nobody is left to tell.
        }
    }
}
