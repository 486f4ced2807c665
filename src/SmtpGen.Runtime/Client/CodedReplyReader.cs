using System.Buffers;

namespace SmtpGen.Runtime.Client;

/// <summary>Reads replies whose lines begin with a code of three digits: RFC 5321 section 4.2.</summary>
internal sealed class CodedReplyReader(ClientTable table) : ReplyReader
{
    // No reply of a sound server comes near: EHLO lists some twenty lines.
    private const int MaxLines = 512;

    private readonly ArrayBufferWriter<byte> _reply = new(256);

    // Codes from 100 on are read where the protocol has some (RFC 959 section 4.2).
    private readonly char _firstDigit = Array.Exists(table.Server?.Replies ?? [], reply => reply.Code is > 0 and < 200) ? '1' : '2';
    private int _lineStart;
    private int _lines;

    /// <inheritdoc/>
    public override ReceivedReply? Read(ref ReadOnlySpan<byte> input, in AwaitedReply awaited)
    {
        int maxLine = table.MaxReplyLine(awaited.Action);
        while (!input.IsEmpty)
        {
            int end = input.IndexOf((byte)'\n') + 1;
            var piece = end == 0 ? input : input[..end];
            if (_reply.WrittenCount - _lineStart + piece.Length > maxLine)
            {
                // Enough to show that the line goes on after what is quoted.
                _reply.Write(piece[..Math.Min(piece.Length, ProtocolViolationException.MaxQuoted + 1)]);
                throw Violation($"a line is longer than {maxLine} octets");
            }

            _reply.Write(piece);
            input = input[piece.Length..];
            if (end > 0 && EndsReply())
                return Take(awaited);
        }

        return null;
    }

    private bool EndsReply()
    {
        var line = _reply.WrittenSpan[_lineStart..];
        if (line.Length < 2 || line[^2] != '\r')
            throw Violation("a line ends in LF without CR");
        line = line[..^2];
        if (line.ContainsAny((byte)'\r', (byte)0))
            throw Violation("a line holds a CR or NUL");
        if (line.Length < 3 || line[0] < _firstDigit || line[0] > '5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
            throw Violation($"a line must begin with three digits, the first from {_firstDigit} to 5");
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-'))
            throw Violation("a space or a hyphen must follow the code");
        if (!line[..3].SequenceEqual(_reply.WrittenSpan[..3]))
            throw Violation("all lines of a reply must have the same code");
        if (++_lines > MaxLines)
            throw Violation($"it has more than {MaxLines} lines");
        _lineStart = _reply.WrittenCount;
        return line.Length == 3 || line[3] == ' ';
    }

    private ReceivedReply Take(in AwaitedReply awaited)
    {
        byte[] octets = _reply.WrittenSpan.ToArray();
        _reply.ResetWrittenCount();
        _lineStart = 0;
        _lines = 0;
        int code = ((octets[0] - '0') * 100) + ((octets[1] - '0') * 10) + octets[2] - '0';
        string enhancedCode = ReplyText.EnhancedCode(octets);
        int declared = awaited.Action < 0 ? -1 : ReplyResolution.Find(table, table.Declared(awaited.Action), code, enhancedCode);
        var role = ReplyRole.Answer;
        if (declared < 0 && awaited.Action >= 0)
            declared = Other(table.SentBefore(awaited.Action), ReplyRole.Before);
        if (declared < 0)
            declared = Other(UnsolicitedIn(awaited.State), ReplyRole.Unsolicited);
        if (declared < 0 && awaited.Action >= 0 && code < 200)
            role = ReplyRole.Before;
        return new ReceivedReply(octets, role, code, declared, IsDotted: false, awaited.Tag);

        int Other(ReadOnlySpan<ushort> replies, ReplyRole other)
        {
            int found = ReplyResolution.Find(table, replies, code, enhancedCode);
            role = found < 0 ? role : other;
            return found;
        }
    }

    private ushort[] UnsolicitedIn(int state) =>
        [.. (table.Server?.Unsolicited ?? []).Where(push => push.States.Contains(table.ProtocolState(state))).Select(push => (ushort)push.Reply)];

    private ProtocolViolationException Violation(string why) =>
        new($"The server sent {ProtocolViolationException.Quote(_reply.WrittenSpan[_lineStart..])}: {why} (RFC 5321 section 4.2).");
}
