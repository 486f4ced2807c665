namespace SmtpGen.Protocols.Tests.Client;

/// <summary>A connection that is code: what the client writes is handed over, what it reads is asked for.</summary>
internal abstract class DuplexStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => Receive(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Receive(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Sent(buffer.AsMemory(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent(buffer);
        return default;
    }

    /// <summary>The client sent octets.</summary>
    protected abstract void Sent(ReadOnlyMemory<byte> octets);

    /// <summary>The next octets for the client; 0 when the server has closed.</summary>
    protected abstract int Receive(Span<byte> octets);
}
