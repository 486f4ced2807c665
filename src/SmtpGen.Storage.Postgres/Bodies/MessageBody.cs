using System.Buffers;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// A body while it is written: in memory while it is small; of a large one the octets before the last ones are in the database already. One caller
/// at a time.
/// </summary>
/// <param name="uploads">Takes what does not fit into memory.</param>
internal sealed class MessageBody(BodyUploads uploads)
{
    /// <summary>Octets of a body that are held in memory, and those of a row of a large body.</summary>
    public const int MemoryLimit = MessageSpool.MemoryLimit;

    private const int FirstRent = 4 * 1024;
    private byte[] _tail = [];
    private int _tailLength;

    /// <summary>Names the body in the database, and no other, ever.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Octets that are in the database.</summary>
    public long UploadedLength { get; private set; }

    public bool IsLarge => UploadedLength > 0;

    /// <summary>The octets after those.</summary>
    public ReadOnlyMemory<byte> Tail => _tail.AsMemory(0, _tailLength);

    public long Length => UploadedLength + _tailLength;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        if (octets.Length > MemoryLimit - _tailLength)
            return UploadAsync(octets, cancellationToken);
        Append(octets.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>What lists say of the body; blocks where it is large.</summary>
    public BodySummary Summarize()
    {
        byte[] part = IsLarge ? ArrayPool<byte>.Shared.Rent(MemoryLimit) : [];
        BodySummary summary = BodySummary.Of(Length, (offset, scratch) => Read(offset, scratch, part));
        // Not after a failure: something may still be writing into it.
        if (part.Length > 0)
            ArrayPool<byte>.Shared.Return(part);
        return summary;
    }

    /// <summary>Lets go of it. What was uploaded and belongs to no message is removed.</summary>
    /// <param name="isStored">Whether it belongs to one.</param>
    public void Close(bool isStored)
    {
        // After a failure something may still be reading the octets, so that nobody else may write there.
        if (isStored && _tail.Length > 0)
            ArrayPool<byte>.Shared.Return(_tail);
        _tail = [];
        _tailLength = 0;
        if (IsLarge)
            uploads.End(Id, isStored);
    }

    private async ValueTask UploadAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty)
        {
            if (_tailLength == MemoryLimit)
            {
                await uploads.WriteAsync(Id, UploadedLength, Tail, cancellationToken).ConfigureAwait(false);
                UploadedLength += _tailLength;
                _tailLength = 0;
            }

            int taken = Math.Min(octets.Length, MemoryLimit - _tailLength);
            Append(octets.Span[..taken]);
            octets = octets[taken..];
        }
    }

    private ReadOnlySpan<byte> Read(long offset, Span<byte> scratch, byte[] part)
    {
        if (offset >= UploadedLength)
        {
            int start = (int)(offset - UploadedLength);
            return _tail.AsSpan(start, Math.Min(scratch.Length, _tailLength - start));
        }

        // All that the row has, which may be more than was asked for.
        return part.AsSpan(0, uploads.ReadAsync(Id, offset, part).GetAwaiter().GetResult());
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        int needed = _tailLength + octets.Length;
        if (needed > _tail.Length)
            Grow(needed);
        octets.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength = needed;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(MemoryLimit, Math.Max(needed, Math.Max(FirstRent, _tail.Length * 2))));
        Tail.CopyTo(larger);
        if (_tail.Length > 0)
            ArrayPool<byte>.Shared.Return(_tail);
        _tail = larger;
    }
}
