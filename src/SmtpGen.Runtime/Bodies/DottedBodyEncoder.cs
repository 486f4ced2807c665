namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// Writes a body as dot-stuffed lines (RFC 5321 section 4.5.2, RFC 1939 section 3). It does no I/O. A dot is stuffed behind
/// every LF, a stray one too: a client that takes LF for a line end must not see the end of the body there.
/// </summary>
internal struct DottedBodyEncoder
{
    private bool _isInLine;
    private bool _isBehindCr;

    /// <summary>Writes the next octets of the body.</summary>
    public void Write(ReadOnlySpan<byte> octets, OutputBuffer output)
    {
        while (!octets.IsEmpty)
        {
            if (!_isInLine && octets[0] == Octet.Dot)
                output.Write("."u8);
            int end = octets.IndexOf("\n."u8);
            var piece = end < 0 ? octets : octets[..(end + 1)];
            output.Write(piece);
            _isInLine = piece[^1] != Octet.LineFeed;
            _isBehindCr = piece[^1] == Octet.CarriageReturn;
            octets = octets[piece.Length..];
        }
    }

    /// <summary>Ends the last line where it has no end, and the body.</summary>
    public readonly void End(OutputBuffer output) =>
        output.Write(_isBehindCr ? "\n.\r\n"u8 : _isInLine ? "\r\n.\r\n"u8 : ".\r\n"u8);
}
