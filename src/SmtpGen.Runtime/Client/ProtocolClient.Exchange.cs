namespace SmtpGen.Runtime.Client;

// Octets over the connection. Whatever fails here ends the session: nobody knows how much the server has heard, or said.
public abstract partial class ProtocolClient
{
    private ClientReply? Advance(bool isAsked = true)
    {
        var input = _input.Span;
        try
        {
            var reply = isAsked ? _machine.Read(ref input) : _machine.ReadUnsolicited(ref input);
            _input = _input[^input.Length..];
            return reply;
        }
        catch (ProtocolViolationException exception)
        {
            Ended(exception);
            throw;
        }
    }

    private async ValueTask FillAsync(TimeSpan wait, string what, string insteadOf, CancellationToken cancellationToken)
    {
        int received = await WithinAsync(wait, what, ReceiveAsync, cancellationToken).ConfigureAwait(false);
        if (received == 0)
            throw Ended(new EndOfStreamException($"The server closed the connection {insteadOf}"));
        _input = _buffer.AsMemory(0, received);
    }

    private async ValueTask<T> WithinAsync<T>(TimeSpan wait, string what, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _deadline.WithinAsync(wait, what, work, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            _machine.EndSession($"The wait for the server to {what} was cancelled.", exception);
            throw;
        }
        catch (Exception exception)
        {
            Ended(exception);
            throw;
        }
    }

    private T Ended<T>(T exception)
        where T : Exception
    {
        _machine.EndSession(exception.Message, exception);
        return exception;
    }

    private async ValueTask<bool> SendAsync(CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(_machine.PendingOutput.Written, cancellationToken).ConfigureAwait(false);
        await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ValueTask<int> ReceiveAsync(CancellationToken cancellationToken) => Stream.ReadAsync(_buffer, cancellationToken);
}
