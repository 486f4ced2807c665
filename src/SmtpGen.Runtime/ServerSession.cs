using System.Net;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

/// <summary>
/// Drives a machine over a transport: octets in, decisions to a handler, replies out. Replies to everything that arrived
/// together leave in one send. Generated sessions add the calls to their handler.
/// </summary>
public abstract class ServerSession
{
    // A client that pipelines without end must not grow the output without end.
    private const int FlushAt = 32768;

    private readonly ServerMachine _machine;
    private readonly MessageBody _body;
    private ITransport? _transport;
    private ReadOnlyMemory<byte> _input;

    /// <summary>A session that has not begun.</summary>
    protected ServerSession(ServerMachine machine)
    {
        _machine = machine;
        _body = new MessageBody(this);
    }

    /// <summary>Told of what a handler threw; the client is answered by the protocol's <c>handler failed</c> row.</summary>
    public Action<Exception>? HandlerFailed { get; set; }

    /// <summary>The client's address; null before the session begins, or where there is none.</summary>
    public EndPoint? RemoteEndPoint => _transport?.RemoteEndPoint;

    /// <summary>The address the client connected to; null before the session begins, or where there is none.</summary>
    public EndPoint? LocalEndPoint => _transport?.LocalEndPoint;

    /// <summary>Greets, and goes on until the session is over or the connection is lost.</summary>
    /// <param name="transport">The connection; the caller closes it afterwards.</param>
    /// <param name="cancellationToken">Handed to the handler.</param>
    public async ValueTask RunAsync(ITransport transport, CancellationToken cancellationToken = default)
    {
        _transport = transport;
        Connect();
        while (true)
        {
            switch (Advance())
            {
                case MachineStep.Decision:
                    await DecideAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case MachineStep.Body:
                    if (!await TakeBodyAsync(cancellationToken).ConfigureAwait(false))
                        return;
                    break;
                case MachineStep.NeedInput:
                    if (!await ReceiveAsync().ConfigureAwait(false) && !_machine.IsClosed)
                        return;
                    break;
                default:
                    await FlushAsync().ConfigureAwait(false);
                    return;
            }

            if (_machine.Output.Length > FlushAt)
                await FlushAsync().ConfigureAwait(false);
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

    /// <summary>Sends what waits, then waits for octets; false when there are none: the event was answered, or the client left.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> ReceiveAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        var received = await _transport!.ReceiveAsync(_machine.Wait).ConfigureAwait(false);
        _input = received.Octets;
        if (received.Event == ServerEvent.None)
            return !_input.IsEmpty;
        _machine.Raise(received.Event);
        return false;
    }

    /// <summary>Begins the conversation.</summary>
    protected abstract void Connect();

    /// <summary>Asks the handler to choose the reply that the machine waits for.</summary>
    protected abstract ValueTask AskHandlerAsync(CancellationToken cancellationToken);

    /// <summary>Hands the body to the handler; the task's end carries no answer yet.</summary>
    protected abstract ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken);

    /// <summary>Gives the machine what the handler answered to the body, which is complete.</summary>
    protected abstract void AnswerBody();

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
            if (!await _body.DrainAsync().ConfigureAwait(false))
                return !_machine.IsInBody;
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
