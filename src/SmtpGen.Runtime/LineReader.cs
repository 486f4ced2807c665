using System.Buffers;

namespace SmtpGen.Runtime;

/// <summary>How a line came out.</summary>
internal enum LineStatus : byte
{
    Incomplete,
    Complete,
    BareLineFeed,
    TooLong,
    Endless,
}

/// <summary>
/// Cuts octets into lines. A line that arrives whole is handed on where it lies; one in pieces is collected in rented
/// memory, which is given back as soon as no line is under way.
/// </summary>
internal sealed class LineReader(int capacity, int maxDrain, ServerLiterals? literals)
{
    private byte[] _buffer = [];
    private int _length;
    private long _total;
    private long _lines;
    private Announcement _announcement;

    /// <summary>The number of the line that has begun and not ended; 0 where none has.</summary>
    public long Under => IsAtStart ? 0 : _lines + 1;

    public bool IsAtStart => _total == 0;

    /// <summary>Octets of the last line, line end included.</summary>
    public long Length { get; private set; }

    /// <summary>What the last line announces at its end.</summary>
    public Announcement Announced { get; private set; }

    /// <summary>Reads up to the end of a line.</summary>
    /// <param name="input">The octets; what was consumed is cut off its front.</param>
    /// <param name="maxLine">Longest line, line end included.</param>
    /// <param name="line">The line without its end; of one that is too long its beginning.</param>
    public LineStatus Read(ref ReadOnlySpan<byte> input, int maxLine, out ReadOnlySpan<byte> line)
    {
        line = default;
        int end = input.IndexOf((byte)'\n');
        var piece = end < 0 ? input : input[..end];
        if (_total + piece.Length > maxDrain)
        {
            input = default;
            return LineStatus.Endless;
        }

        if (literals is not null)
            _announcement.Add(literals, piece);
        if (end < 0)
        {
            Collect(piece);
            input = default;
            if (_total == 0)
                Release();
            return LineStatus.Incomplete;
        }

        bool isWhole = _total == 0;
        _lines++;
        Length = _total + piece.Length + 1;
        if (!isWhole)
            Collect(piece);
        input = input[(end + 1)..];
        int length = _length;
        _length = 0;
        _total = 0;
        Announced = _announcement;
        _announcement = default;
        line = isWhole ? piece : _buffer.AsSpan(0, length);
        if (Length > maxLine)
            return LineStatus.TooLong;
        if (line.IsEmpty || line[^1] != (byte)'\r')
            return LineStatus.BareLineFeed;
        line = line[..^1];
        return LineStatus.Complete;
    }

    /// <summary>A copy of the line that lasts until the next one is read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">How many octets more there is room for after it.</param>
    public Memory<byte> Keep(ReadOnlySpan<byte> line, int room)
    {
        Rent();
        if (_buffer.Length < line.Length + room)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(line.Length + room);
            line.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            line.CopyTo(_buffer);
        }

        return _buffer.AsMemory(0, line.Length + room);
    }

    public void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    // Only what can become a line is kept; the rest of one that is too long is counted and thrown away.
    private void Collect(ReadOnlySpan<byte> piece)
    {
        _total += piece.Length;
        int kept = Math.Min(piece.Length, capacity - _length);
        if (kept <= 0)
            return;
        Rent();
        piece[..kept].CopyTo(_buffer.AsSpan(_length));
        _length += kept;
    }

    private void Rent()
    {
        if (_buffer.Length == 0)
            _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    }
}
