using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>A body as lines, by the rules of <see cref="LineEnds"/>, while it is read: once, from its beginning to its end.</summary>
/// <param name="body">The body as it is stored; disposed with this stream.</param>
internal sealed class BodyInLines(Stream body) : Stream
{
    private const int BlockLength = 16 * 1024;

    // Each octet may become two, and the end adds two.
    private byte[] _octets = ArrayPool<byte>.Shared.Rent(BlockLength);
    private byte[] _lines = ArrayPool<byte>.Shared.Rent((2 * BlockLength) + 2);
    private ReadOnlyMemory<byte> _rest;
    private bool? _isLocal;
    private byte _beforeLast = (byte)'\r';
    private byte _last = (byte)'\n';
    private bool _isAtEnd;

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
        if (buffer.IsEmpty)
            return 0;
        while (_rest.IsEmpty && !_isAtEnd)
        {
            int read = await body.ReadAsync(_octets.AsMemory(0, BlockLength), cancellationToken).ConfigureAwait(false);
            _rest = _lines.AsMemory(0, read == 0 ? End() : Convert(_octets.AsSpan(0, read)));
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0)
            return 0;
        while (_rest.IsEmpty && !_isAtEnd)
        {
            int read = body.Read(_octets, 0, BlockLength);
            _rest = _lines.AsMemory(0, read == 0 ? End() : Convert(_octets.AsSpan(0, read)));
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override async ValueTask DisposeAsync()
    {
        await body.DisposeAsync().ConfigureAwait(false);
        GiveBack();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            GiveBack();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _rest.Length);
        _rest.Span[..count].CopyTo(destination);
        _rest = _rest[count..];
        return count;
    }

    // How many octets of lines came of it.
    private int Convert(ReadOnlySpan<byte> octets)
    {
        _isLocal ??= LineEnds.IsLocal(octets, _last);
        int length = 0;
        foreach (byte octet in octets)
        {
            if (octet == '\n' && _isLocal == true && _last != '\r')
                _lines[length++] = (byte)'\r';
            _lines[length++] = octet;
            (_beforeLast, _last) = (_last, octet);
        }

        return length;
    }

    private int End()
    {
        _isAtEnd = true;
        ReadOnlySpan<byte> missing = LineEnds.Missing(_beforeLast, _last, _isLocal == true);
        missing.CopyTo(_lines);
        return missing.Length;
    }

    private void GiveBack()
    {
        foreach (byte[] rented in (byte[][])[_octets, _lines])
        {
            if (rented.Length > 0)
                ArrayPool<byte>.Shared.Return(rented);
        }

        (_octets, _lines, _rest, _isAtEnd) = ([], [], default, true);
    }
}
