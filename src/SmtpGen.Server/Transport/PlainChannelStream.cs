using System.Runtime.CompilerServices;

namespace SmtpGen.Server.Transport;

/// <summary>
/// The plain channel as TLS wants to see it. A read of no octets waits until there are some, so that TLS holds no buffer
/// meanwhile; a read that is not asynchronous takes what there is and never waits. During the handshake what comes after
/// every wait, and so all that TLS computes, runs where it is the client's turn.
/// </summary>
internal sealed class PlainChannelStream(PlainChannel channel, HandshakeTurn turn) : Stream
{
    private bool _isHandshake = true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isHandshake)
            return ReadInTurnAsync(buffer);
        if (buffer.IsEmpty)
        {
            // Asked with a cancelled token, only for what is there already.
            return !cancellationToken.IsCancellationRequested ? channel.WaitAsync()
                : channel.HasOctets ? default
                : ValueTask.FromCanceled<int>(cancellationToken);
        }

        int count = channel.TryReceive(buffer.Span);
        return count >= 0 ? new(count) : WaitAndReadAsync(buffer);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = channel.TryReceive(buffer);
        return count >= 0 ? count : throw new IOException("There is nothing to read without waiting.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var sent = channel.SendAsync(buffer);
        return !_isHandshake || sent.IsCompletedSuccessfully ? sent : SendInTurnAsync(sent);
    }

    /// <summary>From now on nothing waits for its turn.</summary>
    public void EndHandshake() => _isHandshake = false;

    // Only an answer to what came while reading without waiting: there is none that a server has to give.
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Writing could wait.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> ReadInTurnAsync(Memory<byte> buffer)
    {
        int count = buffer.IsEmpty ? PlainChannel.NothingYet : channel.TryReceive(buffer.Span);
        while (count < 0)
        {
            await channel.WaitAsync(mayInterrupt: false).ConfigureAwait(false);
            await turn;
            count = buffer.IsEmpty ? 0 : channel.TryReceive(buffer.Span);
        }

        return count;
    }

    private async ValueTask SendInTurnAsync(ValueTask sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        finally
        {
            await turn;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer)
    {
        int count;
        do
        {
            await channel.WaitAsync().ConfigureAwait(false);
            count = channel.TryReceive(buffer.Span);
        }
        while (count < 0);
        return count;
    }
}
