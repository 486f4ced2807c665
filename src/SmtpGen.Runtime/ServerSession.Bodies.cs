using System.Buffers;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

// Bodies: handing one to the handler while it arrives, and sending one after a reply.
public abstract partial class ServerSession
{
    internal BodyStep ReadBody(Span<byte> destination, out int written)
    {
        var input = _input.Span;
        var step = _machine.ReadBody(ref input, destination, out written);
        _input = _input[^input.Length..];
        return step;
    }

    /// <summary>
    /// Answers the chunk that was read, and the commands after it up to the next chunk of the body; false when there is
    /// none: the body was given up, the session is over, or the connection is lost.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> NextChunkAsync()
    {
        _machine.AnswerChunk();
        while (true)
        {
            await Enter();
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

    /// <summary>Hands the body to the handler; the task's end carries no answer yet.</summary>
    protected abstract ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken);

    /// <summary>Whether the handler refused the body it was offered.</summary>
    protected virtual bool IsBodyRefused => false;

    /// <summary>Gives the machine what the handler answered to the body, which is complete, or refused.</summary>
    protected abstract void AnswerBody();

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

            await Enter();

            // Where the body broke off first, the exception is how the handler was told.
            bool isOwnFailure = failure is not null && !_body.IsInterrupted;

            // The rest is read before the answer, or it would run as commands.
            if (!await _body.DrainAsync(failure is not null || IsBodyRefused).ConfigureAwait(false))
            {
                if (isOwnFailure)
                    Report(failure!);
                IsLostInBody = _isLost;
                return !_isLost;
            }

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendBodyAsync(Stream body)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(FlushAt);
        try
        {
            await using (body.ConfigureAwait(false))
            {
                _machine.ObserveReplies();
                var encoder = new DottedBodyEncoder();
                while (await ReadOutgoingAsync(body, block).ConfigureAwait(false) is > 0 and var read)
                {
                    encoder.Write(block.AsSpan(0, read), _machine.Output);
                    _machine.ObserveOutgoing(read);
                    if (_machine.Output.Length > FlushAt)
                        await FlushAsync().ConfigureAwait(false);
                }

                encoder.End(_machine.Output);
                _machine.ObserveOutgoing(0);
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
            int read = await body.ReadAsync(block, _cancellationToken).ConfigureAwait(false);
            await Enter();
            return read;
        }
        catch (Exception exception)
        {
            Report(exception);
            // The client was promised the lines: only a broken connection tells it that they are not whole.
            throw new IOException("A body could not be sent whole.", exception);
        }
    }
}
