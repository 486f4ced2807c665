using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

/// <summary>
/// Drives a machine over a transport: octets in, decisions to a handler, replies out. Replies to everything that arrived
/// together leave in one send. Generated sessions add the calls to their handler.
/// </summary>
public abstract class ServerSession : IServerSession
{
    // A client that pipelines without end must not grow the output without end.
    private const int FlushAt = 32768;

    private readonly ServerMachine _machine;
    private readonly MessageBody _body;
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
    }

    /// <summary>Told of what a handler threw; the client is answered by the protocol's <c>handler failed</c> row.</summary>
    public Action<Exception>? HandlerFailed { get; set; }

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
    public async ValueTask RunAsync(ITransport transport, CancellationToken cancellationToken = default)
    {
        _transport = transport;
        _cancellationToken = cancellationToken;
        if (transport.Security is not null)
            _machine.EndUpgrade();
        Connect();
        while (true)
        {
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

    /// <summary>Says only why there will be no session, such as <see cref="ServerEvent.TooManyConnections"/>.</summary>
    public async ValueTask RefuseAsync(ITransport transport, ServerEvent why)
    {
        _transport = transport;
        _machine.Raise(why);
        await FlushAsync().ConfigureAwait(false);
    }

    internal BodyStep ReadBody(Span<byte> destination, out int written)
    {
        var input = _input.Span;
        var step = _machine.ReadBody(ref input, destination, out written);
        _input = _input[^input.Length..];
        return step;
    }

    /// <summary>
    /// Answers the chunk that was read, and the commands behind it up to the next chunk of the body; false when there is
    /// none: the body was given up, the session is over, or the connection is lost.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> NextChunkAsync()
    {
        _machine.AnswerChunk();
        while (true)
        {
            var step = Advance();
            switch (step)
            {
                case MachineStep.Body:
                    return true;
                case MachineStep.BodyAbandoned or MachineStep.Closed:
                    return false;
                case MachineStep.NeedInput:
                    if (!await ReceiveAsync().ConfigureAwait(false))
                        return false;
                    break;
                default:
                    await PerformAsync(step).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Sends what waits, then waits for octets; false when there are none: the event was answered, or the client left.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> ReceiveAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        var received = await _transport!.ReceiveAsync(_machine.Wait).ConfigureAwait(false);
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

    /// <summary>Hands the body to the handler; the task's end carries no answer yet.</summary>
    protected abstract ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken);

    /// <summary>Whether the handler refused the body it was offered.</summary>
    protected virtual bool IsBodyRefused => false;

    /// <summary>Gives the machine what the handler answered to the body, which is complete, or refused.</summary>
    protected abstract void AnswerBody();

    // Everything that is neither input nor a body.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PerformAsync(MachineStep step)
    {
        switch (step)
        {
            case MachineStep.Decision:
                await DecideAsync(_cancellationToken).ConfigureAwait(false);
                break;
            case MachineStep.Upgrade:
                await FlushAsync().ConfigureAwait(false);
                await _transport!.SecureAsync().ConfigureAwait(false);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendBodyAsync(Stream body)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(FlushAt);
        try
        {
            await using (body.ConfigureAwait(false))
            {
                var encoder = new DottedBodyEncoder();
                while (await ReadOutgoingAsync(body, block).ConfigureAwait(false) is > 0 and var read)
                {
                    encoder.Write(block.AsSpan(0, read), _machine.Output);
                    if (_machine.Output.Length > FlushAt)
                        await FlushAsync().ConfigureAwait(false);
                }

                encoder.End(_machine.Output);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOutgoingAsync(Stream body, Memory<byte> block)
    {
        try
        {
            return await body.ReadAsync(block, _cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            HandlerFailed?.Invoke(exception);
            // The client was promised the lines: only a broken connection tells it that they are not whole.
            throw new IOException("A body could not be sent whole.", exception);
        }
    }

    private MachineStep Advance()
    {
        var input = _input.Span;
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

    // False when the connection was lost inside the body: there is nobody to answer.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TakeBodyAsync(CancellationToken cancellationToken)
    {
        _body.Begin();
        try
        {
            Exception? failure = null;
            try
            {
                await OfferBodyAsync(_body, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            // The rest is read before the answer, or it would run as commands.
            if (!await _body.DrainAsync(failure is not null || IsBodyRefused).ConfigureAwait(false))
                return !_isLost;
            if (failure is null)
                AnswerBody();
            else
                Fail(failure);
            return true;
        }
        finally
        {
            _body.Release();
        }
    }

    private void Fail(Exception exception)
    {
        HandlerFailed?.Invoke(exception);
        _machine.FailDecision();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync()
    {
        if (_machine.Output.Length == 0)
            return;
        await _transport!.SendAsync(_machine.Output.Written).ConfigureAwait(false);
        _machine.Output.Clear();
    }
}
