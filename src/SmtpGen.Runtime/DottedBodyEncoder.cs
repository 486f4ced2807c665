using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

/// <summary>
/// Writes a body as dot-stuffed lines (RFC 5321 section 4.5.2, RFC 1939 section 3). It does no I/O. A dot is stuffed after
/// every LF, a stray one too: a client that takes LF for a line end must not see the end of the body there. The body always
/// ends in CRLF.CRLF: what does not end in CRLF, a stray LF among it, gets one, or the client would wait for ever.
/// </summary>
internal struct DottedBodyEncoder
{
    private Place _place;

    // What the octets so far end in; nothing is like a CRLF, since a line has ended before the body.
    private enum Place
    {
        LineEnd,
        StrayLineFeed,
        CarriageReturn,
        Text,
    }

    /// <summary>Writes the next octets of the body.</summary>
    public void Write(ReadOnlySpan<byte> octets, OutputBuffer output)
    {
        while (!octets.IsEmpty)
        {
            if (_place <= Place.StrayLineFeed && octets[0] == Octet.Dot)
                output.Write("."u8);
            int end = octets.IndexOf("\n."u8);
            var piece = end < 0 ? octets : octets[..(end + 1)];
            output.Write(piece);
            _place = After(piece);
            octets = octets[piece.Length..];
        }
    }

    /// <summary>Ends the last line where it has no end, and the body.</summary>
    public readonly void End(OutputBuffer output) => output.Write(_place switch
    {
        Place.LineEnd => ".\r\n"u8,
        Place.CarriageReturn => "\n.\r\n"u8,
        _ => "\r\n.\r\n"u8,
    });

    private readonly Place After(ReadOnlySpan<byte> piece) => piece switch
    {
        [.., Octet.CarriageReturn, Octet.LineFeed] => Place.LineEnd,
        [Octet.LineFeed] when _place == Place.CarriageReturn => Place.LineEnd,
        [.., Octet.LineFeed] => Place.StrayLineFeed,
        [.., Octet.CarriageReturn] => Place.CarriageReturn,
        _ => Place.Text,
    };
}
