namespace SmtpGen.Fuzz.Targets;

/// <summary>A connection whose other end says what it was told, in pieces, whatever it hears, and then closes.</summary>
/// <param name="octets">What it says.</param>
/// <param name="lengths">The lengths of the pieces; they begin anew where they are used up.</param>
/// <param name="speaksAhead">Whether a piece may go on after the end of a reply, before the next command has come.</param>
internal sealed class HostileServer(byte[] octets, int[] lengths, bool speaksAhead) : Stream
{
    private int _at;
    private int _pieces;

    /// <summary>How many octets it heard.</summary>
    public long Sent { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        int most = speaksAhead ? octets.Length - _at : RestOfReply();
        int length = Math.Min(Math.Min(lengths[_pieces++ % lengths.Length], buffer.Length), most);
        octets.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Write(ReadOnlySpan<byte> buffer) => Sent += buffer.Length;

    public override void Write(byte[] buffer, int offset, int count) => Sent += count;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent += buffer.Length;
        return default;
    }

    // A reply ends with a line that has no hyphen after its code.
    private int RestOfReply()
    {
        for (int end = _at; end < octets.Length; end++)
        {
            if (octets[end] != '\n')
                continue;
            int start = octets.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
            if (end - start < 4 || octets[start + 3] != '-')
                return end + 1 - _at;
        }

        return octets.Length - _at;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
