namespace SmtpGen.Mail;

/// <summary>
/// The beginning of a message: its header, the empty line, and so many lines of its body (RFC 1939 section 7, TOP). No more
/// of it is read.
/// </summary>
/// <param name="message">The message; disposed with this stream.</param>
/// <param name="lines">How many lines of the body.</param>
internal sealed class TopStream(Stream message, ulong lines) : ForwardStream
{
    private ulong _linesLeft = lines;
    private bool _isInBody;
    private bool _isAtEnd;
    private bool _isLineEmpty = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isAtEnd)
            return 0;
        int read = await message.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Scan(buffer.Span[..read]);
    }

    public override async ValueTask DisposeAsync()
    {
        await message.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            message.Dispose();
        base.Dispose(disposing);
    }

    // How many of the octets belong to it.
    private int Scan(ReadOnlySpan<byte> octets)
    {
        int at = 0;
        while (at < octets.Length)
        {
            var rest = octets[at..];
            int end = rest.IndexOf((byte)'\n');
            var content = end < 0 ? rest : rest[..end];
            // The CR in front of the LF is not content.
            _isLineEmpty &= content.IsEmpty || content is [(byte)'\r'];
            if (end < 0)
                break;
            at += end + 1;
            EndLine();
            if (_isAtEnd)
                return at;
        }

        return octets.Length;
    }

    private void EndLine()
    {
        if (_isInBody)
            _linesLeft--;
        else
            _isInBody = _isLineEmpty;
        _isAtEnd = _isInBody && _linesLeft == 0;
        _isLineEmpty = true;
    }
}
