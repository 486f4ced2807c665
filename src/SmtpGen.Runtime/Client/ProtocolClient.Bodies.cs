using System.Buffers;

namespace SmtpGen.Runtime.Client;

// Bodies, which either side sends.
public abstract partial class ProtocolClient
{
    private const int BlockLength = 32768;

    /// <summary>Reads the body that follows the last reply, such as a message that was asked for, without the dots that were put before its own.</summary>
    /// <param name="destination">Where its octets are written; lines end in CRLF.</param>
    /// <param name="cancellationToken">Stops reading; the session is over then.</param>
    /// <exception cref="InvalidOperationException">No body follows the last reply.</exception>
    /// <exception cref="TimeoutException">The server did not go on in time.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask CopyBodyToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            while (true)
            {
                bool isEnd = AdvanceBody(block, out int written);
                await WritePartAsync(destination, block.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
                if (isEnd)
                    return;
                if (written == 0)
                    await FillAsync(_options.BlockTimeout ?? _machine.Table.BlockWait, "go on with the body", "inside a body.", cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Reads the body that follows the last reply into memory, without the dots that were put before its own.</summary>
    /// <param name="cancellationToken">Stops reading; the session is over then.</param>
    /// <returns>Its octets; lines end in CRLF.</returns>
    /// <exception cref="InvalidOperationException">No body follows the last reply.</exception>
    /// <exception cref="TimeoutException">The server did not go on in time.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask<byte[]> ReadBodyAsync(CancellationToken cancellationToken = default)
    {
        using var body = new MemoryStream();
        await CopyBodyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>Sends the body that the last reply has asked for, dot-stuffed; its replies are due then.</summary>
    /// <param name="body">Its octets; lines end in CRLF.</param>
    /// <param name="cancellationToken">Stops sending; the session is over then.</param>
    /// <exception cref="InvalidOperationException">No body was asked for.</exception>
    /// <exception cref="SessionEndedException">The session is over.</exception>
    public async ValueTask SendBodyAsync(Stream body, CancellationToken cancellationToken = default)
    {
        int action = _machine.BeginBody();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        long length = 0;
        try
        {
            while (await ReadPartAsync(body, block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                _machine.WriteBody(block.AsSpan(0, read));
                await SendPendingAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _machine.EndBody(action, length);
    }

    private bool AdvanceBody(byte[] block, out int written)
    {
        var input = _input.Span;
        try
        {
            bool isEnd = _machine.ReadBody(ref input, block, out written);
            _input = _input[^input.Length..];
            return isEnd;
        }
        catch (ProtocolViolationException exception)
        {
            Ended(exception);
            throw;
        }
    }

    private async ValueTask<int> ReadPartAsync(Stream body, byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(block, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _machine.EndSession($"A body was not sent to its end: {exception.Message}", exception);
            throw;
        }
    }

    private async ValueTask WritePartAsync(Stream destination, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _machine.EndSession($"A body was not read to its end: {exception.Message}", exception);
            throw;
        }
    }
}
