using System.Buffers;

namespace SmtpGen.Client;

/// <summary>A content whose line ends become CRLF while it is read.</summary>
internal sealed class LineEndStream(Stream source) : Stream
{
    private readonly LineEnds _lineEnds = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly byte[] _block = new byte[16384];
    private int _taken;
    private bool _isComplete;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _lines.WrittenCount && !_isComplete)
        {
            int read = await source.ReadAsync(_block, cancellationToken).ConfigureAwait(false);
            Refill(read);
        }

        return Take(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_taken == _lines.WrittenCount && !_isComplete)
            Refill(source.Read(_block));
        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Refill(int read)
    {
        _lines.ResetWrittenCount();
        _taken = 0;
        _lineEnds.Write(_block.AsSpan(0, read), _lines);
        _isComplete = read == 0;
        if (_isComplete)
            _lineEnds.Complete(_lines);
    }

    private int Take(Span<byte> buffer)
    {
        var rest = _lines.WrittenSpan[_taken..];
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        _taken += rest.Length;
        return rest.Length;
    }
}
