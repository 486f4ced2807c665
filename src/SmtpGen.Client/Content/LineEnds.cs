using System.Buffers;

namespace SmtpGen.Client;

/// <summary>
/// Makes every line end a CRLF (RFC 5321 section 2.3.8), a stray CR or LF too, and ends the last line. What comes out does not
/// depend on how the input is cut.
/// </summary>
internal sealed class LineEnds
{
    private bool _isBehindCr;
    private bool _isInLine;

    /// <summary>Takes the next octets.</summary>
    public void Write(ReadOnlySpan<byte> octets, IBufferWriter<byte> output)
    {
        while (!octets.IsEmpty)
        {
            if (_isBehindCr)
            {
                EndLine(output);
                if (octets[0] == '\n')
                {
                    octets = octets[1..];
                    continue;
                }
            }

            int end = octets.IndexOfAny((byte)'\r', (byte)'\n');
            var text = end < 0 ? octets : octets[..end];
            output.Write(text);
            _isInLine |= !text.IsEmpty;
            octets = octets[text.Length..];
            if (octets.IsEmpty)
                return;
            _isBehindCr = octets[0] == '\r';
            if (!_isBehindCr)
                EndLine(output);
            octets = octets[1..];
        }
    }

    /// <summary>There are no more octets.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        if (_isBehindCr || _isInLine)
            EndLine(output);
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        output.Write("\r\n"u8);
        _isBehindCr = false;
        _isInLine = false;
    }
}
