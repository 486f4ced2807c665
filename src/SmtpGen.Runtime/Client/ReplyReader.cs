using System.Buffers;

namespace SmtpGen.Runtime.Client;

/// <summary>
/// Cuts replies out of what a server sends: RFC 5321 section 4.2. It does no I/O, and what it has read of a reply does not
/// depend on how the input was cut.
/// </summary>
internal sealed class ReplyReader
{
    // No reply of a sound server comes near: EHLO lists some twenty lines.
    private const int MaxLines = 512;

    private readonly ArrayBufferWriter<byte> _reply = new(256);
    private int _lineStart;
    private int _lines;

    /// <summary>Takes octets until a reply is whole.</summary>
    /// <param name="input">The input; what was read is cut off.</param>
    /// <param name="maxLine">The longest line that is taken, CRLF included.</param>
    /// <returns>All lines of the reply, or null when more octets are needed.</returns>
    /// <exception cref="ProtocolViolationException">What came is not a reply.</exception>
    public byte[]? Read(ref ReadOnlySpan<byte> input, int maxLine)
    {
        while (!input.IsEmpty)
        {
            int end = input.IndexOf((byte)'\n') + 1;
            var piece = end == 0 ? input : input[..end];
            if (_reply.WrittenCount - _lineStart + piece.Length > maxLine)
            {
                _reply.Write(piece[..Math.Min(piece.Length, 80)]);
                throw Violation($"a line is longer than {maxLine} octets");
            }

            _reply.Write(piece);
            input = input[piece.Length..];
            if (end > 0 && EndsReply())
                return Take();
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
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
            throw Violation("a line must begin with three digits, the first from 2 to 5");
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-'))
            throw Violation("a space or a hyphen must follow the code");
        if (!line[..3].SequenceEqual(_reply.WrittenSpan[..3]))
            throw Violation("all lines of a reply must have the same code");
        if (++_lines > MaxLines)
            throw Violation($"it has more than {MaxLines} lines");
        _lineStart = _reply.WrittenCount;
        return line.Length == 3 || line[3] == ' ';
    }

    private byte[] Take()
    {
        byte[] reply = _reply.WrittenSpan.ToArray();
        _reply.ResetWrittenCount();
        _lineStart = 0;
        _lines = 0;
        return reply;
    }

    private ProtocolViolationException Violation(string why) =>
        new($"The server sent {ProtocolViolationException.Quote(_reply.WrittenSpan[_lineStart..])}: {why} (RFC 5321 section 4.2).");
}
