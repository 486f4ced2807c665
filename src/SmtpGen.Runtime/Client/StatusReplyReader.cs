using System.Buffers;

namespace SmtpGen.Runtime.Client;

/// <summary>
/// Reads replies that have no codes. A line is compared with the replies that may come: one that looks like a reply as a whole is that
/// reply; one that only begins with its status is the answer where no other reply with this status may come. How many lines
/// follow, and how many octets they count, says the reply that was found.
/// </summary>
internal sealed class StatusReplyReader(ClientTable table) : ReplyReader
{
    // Longer lines and replies come from a server that means harm.
    private const int MaxLine = 1 << 20;
    private const int MaxReply = 1 << 28;

    private readonly ArrayBufferWriter<byte> _reply = new(256);
    private readonly ReplyShapes _shapes = ReplyShapes.Of(table);
    private readonly List<Range> _lines = [];
    private FoundReply? _found;
    private int _shapeLine;
    private int _lineStart;
    private int _physicalStart;
    private long _counted;

    /// <inheritdoc/>
    public override ReceivedReply? Read(ref ReadOnlySpan<byte> input, in AwaitedReply awaited)
    {
        while (!input.IsEmpty)
        {
            if (_counted > 0)
            {
                int taken = (int)Math.Min(_counted, input.Length);
                Take(ref input, taken);
                _counted -= taken;
                _physicalStart = _reply.WrittenCount;
                continue;
            }

            int end = input.IndexOf((byte)'\n') + 1;
            Take(ref input, end == 0 ? input.Length : end);
            if (_reply.WrittenCount - _physicalStart > MaxLine)
                throw Violation($"a line is longer than {MaxLine} octets");
            if (end > 0 && EndLine(awaited) is { } reply)
                return reply;
        }

        return null;
    }

    private void Take(ref ReadOnlySpan<byte> input, int length)
    {
        if (_reply.WrittenCount + length > MaxReply)
            throw Violation($"it is longer than {MaxReply} octets");
        _reply.Write(input[..length]);
        input = input[length..];
    }

    private ReceivedReply? EndLine(in AwaitedReply awaited)
    {
        var physical = _reply.WrittenSpan[_physicalStart..];
        if (physical.Length < 2 || physical[^2] != '\r')
            throw Violation("a line ends in LF without CR");
        var line = _reply.WrittenSpan[_lineStart..^2];
        if (Announced(awaited, line, physical[..^2]) is >= 0 and var counted)
        {
            if (counted > MaxReply)
                throw Violation($"it counts more than {MaxReply} octets");
            _counted = counted;
            _physicalStart = _reply.WrittenCount;
            return null;
        }

        bool isFirst = _found is null;
        _found ??= _shapes.Find(awaited, line) ?? throw Violation("it is none of the replies that may come");
        bool isEnd = isFirst ? !_found.HasMoreLines : EndsReply(awaited, line);
        if (!(isEnd && _found.IsDotted && !isFirst))
            _lines.Add((isFirst ? _lineStart + _found.TextStart : _lineStart)..(_reply.WrittenCount - 2));
        _shapeLine = _found.Shape.LineAfter(_shapeLine);
        _lineStart = _physicalStart = _reply.WrittenCount;
        return isEnd ? Take(awaited) : null;
    }

    private bool EndsReply(in AwaitedReply awaited, ReadOnlySpan<byte> line)
    {
        if (_found!.IsDotted)
            return line.SequenceEqual("."u8);
        if (_shapes.IsLast(_found, awaited, line))
            return true;
        // A refusal in the middle of a reply.
        if (_shapes.FindRefusal(awaited, line) is not { } refusal)
            return false;
        _found = refusal;
        return true;
    }

    // The line that counts is known by the protocol's literals, or by a reply that may come and counts in it.
    private long Announced(in AwaitedReply awaited, ReadOnlySpan<byte> line, ReadOnlySpan<byte> physical)
    {
        long announced = table.Server?.Literals is { } literals ? CountedText.Announced(literals, physical) : -1;
        return announced >= 0 ? announced : _shapes.Counted(_found, awaited, line, _shapeLine);
    }

    private ReceivedReply Take(in AwaitedReply awaited)
    {
        var found = _found!;
        var reply = new ReceivedReply(_reply.WrittenSpan.ToArray(), found.Role, found.Code, found.Declared, found.IsDotted, awaited.Tag) { Lines = [.. _lines] };
        _reply.ResetWrittenCount();
        _lines.Clear();
        _found = null;
        _lineStart = _physicalStart = _shapeLine = 0;
        return reply;
    }

    private ProtocolViolationException Violation(string why) =>
        new($"The server sent {ProtocolViolationException.Quote(_reply.WrittenSpan[_physicalStart..])}: {why}.");
}
