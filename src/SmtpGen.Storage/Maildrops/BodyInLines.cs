using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>A body as lines, by the rules of <see cref="LineEnds"/>, while it is read: once, from its beginning to its end.</summary>
/// <param name="body">The body as it is stored; disposed with this stream.</param>
internal sealed class BodyInLines(Stream body) : ConvertedStream(body)
{
    // Each octet may become two.
    private byte[] _lines = ArrayPool<byte>.Shared.Rent(2 * BlockLength);
    private bool? _isLocal;
    private byte _beforeLast = (byte)'\r';
    private byte _last = (byte)'\n';

    public override async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> octets)
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

        return _lines.AsMemory(0, length);
    }

    protected override ReadOnlyMemory<byte> Complete()
    {
        ReadOnlySpan<byte> missing = LineEnds.Missing(_beforeLast, _last, _isLocal == true);
        missing.CopyTo(_lines);
        return _lines.AsMemory(0, missing.Length);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || _lines.Length == 0)
            return;
        Source.Dispose();
        ArrayPool<byte>.Shared.Return(_lines);
        _lines = [];
    }
}
