namespace SmtpGen.Server.Tests.Tls;

/// <summary>A stream that can hold back the last octets written, as a slow network does.</summary>
internal sealed class HeldBackStream(Stream inner) : Stream
{
    private byte[] _held = [];

    /// <summary>How many octets of each write stay behind until <see cref="ReleaseAsync"/>.</summary>
    public int HoldBack { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _held = buffer[^HoldBack..].ToArray();
        return inner.WriteAsync(buffer[..^HoldBack], cancellationToken);
    }

    public async Task ReleaseAsync() => await inner.WriteAsync(_held, TestContext.Current.CancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
