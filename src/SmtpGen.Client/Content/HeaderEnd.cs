namespace SmtpGen.Client;

/// <summary>Finds where the header fields of a message end: at an empty line (RFC 5322 section 2.1).</summary>
internal sealed class HeaderEnd
{
    // How much of CRLF CRLF was seen. The beginning counts as a line's end, for there may be no header field at all.
    private int _matched = 2;

    /// <summary>The part of the next octets, whose lines end in CRLF, that belongs to the header fields.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> octets)
    {
        for (int i = 0; i < octets.Length; i++)
        {
            if (_matched == 4)
                return octets[..i];
            bool goesOn = octets[i] == (_matched % 2 == 0 ? '\r' : '\n');
            _matched = goesOn ? _matched + 1 : octets[i] == '\r' ? 1 : 0;
        }

        return octets;
    }
}
