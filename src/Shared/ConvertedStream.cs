using System.Buffers;

namespace SmtpGen;

/// <summary>The octets of another stream, converted block by block while they are read. Compiled into each assembly that has such streams.</summary>
/// <param name="source">The other stream.</param>
internal abstract class ConvertedStream(Stream source) : ForwardStream
{
    /// <summary>The most octets that are converted at once.</summary>
    protected const int BlockLength = 16 * 1024;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockLength);
    private ReadOnlyMemory<byte> _rest;
    private bool _isAtEnd;

    /// <summary>The other stream.</summary>
    protected Stream Source => source;

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && _rest.IsEmpty && !_isAtEnd)
            Refill(await source.ReadAsync(_block.AsMemory(0, BlockLength), cancellationToken).ConfigureAwait(false));
        return Take(buffer.Span);
    }

    public sealed override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && _rest.IsEmpty && !_isAtEnd)
            Refill(source.Read(_block.AsSpan(0, BlockLength)));
        return Take(buffer);
    }

    /// <summary>Converts the next octets.</summary>
    /// <returns>What came of them, valid until the next call; may be empty.</returns>
    protected abstract ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> octets);

    /// <summary>Ends the conversion.</summary>
    /// <returns>What stands after the last octets.</returns>
    protected abstract ReadOnlyMemory<byte> Complete();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_block);
            (_block, _rest, _isAtEnd) = ([], default, true);
        }

        base.Dispose(disposing);
    }

    private void Refill(int read)
    {
        _isAtEnd = read == 0;
        _rest = _isAtEnd ? Complete() : Convert(_block.AsSpan(0, read));
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
