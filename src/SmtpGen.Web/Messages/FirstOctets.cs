namespace SmtpGen.Web.Messages;

/// <summary>Keeps the first octets that are written to it, and counts all.</summary>
/// <param name="limit">How many are kept.</param>
internal sealed class FirstOctets(int limit) : Stream
{
    private readonly MemoryStream _kept = new();

    /// <summary>Those that are kept.</summary>
    public ReadOnlySpan<byte> Written => _kept.GetBuffer().AsSpan(0, (int)_kept.Length);

    /// <summary>How many were written.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there were more.</summary>
    public bool IsCut => Count > _kept.Length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => Count;

    /// <inheritdoc/>
    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count += buffer.Length;
        _kept.Write(buffer[..(int)Math.Min(buffer.Length, limit - _kept.Length)]);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
