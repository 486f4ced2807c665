using System.Text;

namespace SmtpGen.Mail;

/// <summary>Lines that are made while they are read, so that a list of any length takes no memory.</summary>
/// <param name="lines">The lines in ASCII, without their line ends.</param>
internal sealed class ListingStream(IEnumerable<string> lines) : ForwardStream
{
    private readonly IEnumerator<string> _lines = lines.GetEnumerator();
    private ReadOnlyMemory<byte> _rest;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length = 0;
        while (length < buffer.Length && HasRest())
        {
            int copied = Math.Min(_rest.Length, buffer.Length - length);
            _rest[..copied].CopyTo(buffer[length..]);
            _rest = _rest[copied..];
            length += copied;
        }

        return new(length);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _lines.Dispose();
        base.Dispose(disposing);
    }

    private bool HasRest()
    {
        if (_rest.IsEmpty && _lines.MoveNext())
            _rest = Encoding.ASCII.GetBytes(_lines.Current + "\r\n");
        return !_rest.IsEmpty;
    }
}
