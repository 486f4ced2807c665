namespace SmtpGen;

/// <summary>A stored body that is read part by part: it can seek, and holds one part in memory. Compiled into each assembly that has such streams.</summary>
/// <param name="length">Octets of the body.</param>
internal abstract class PartStream(long length) : Stream
{
    private const string NeverChanged = "A stored body is never changed.";

    private long _position;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => false;

    public sealed override long Length => length;

    public sealed override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>The part that is in memory.</summary>
    protected ReadOnlyMemory<byte> Part { get; set; }

    /// <summary>Where it begins in the body.</summary>
    protected long PartStart { get; set; }

    private bool IsLoaded => _position >= PartStart && _position < PartStart + Part.Length;

    public sealed override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        if (!IsLoaded)
        {
            Load(_position);
            RequireLoaded();
        }

        ReadOnlySpan<byte> rest = Part.Span[(int)(_position - PartStart)..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position < Length && !IsLoaded)
        {
            await LoadAsync(_position, cancellationToken).ConfigureAwait(false);
            RequireLoaded();
        }

        return Read(buffer.Span);
    }

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public sealed override void Flush()
    {
    }

    public sealed override void SetLength(long value) => throw new NotSupportedException(NeverChanged);

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(NeverChanged);

    /// <summary>Sets <see cref="Part"/> and <see cref="PartStart"/> to the part that holds an octet; blocks.</summary>
    protected abstract void Load(long position);

    /// <summary>The same without blocking.</summary>
    protected abstract Task LoadAsync(long position, CancellationToken cancellationToken);

    /// <summary>What is wrong where no part holds an octet.</summary>
    protected abstract Exception Missing(long position);

    private void RequireLoaded()
    {
        if (!IsLoaded)
            throw Missing(_position);
    }
}
