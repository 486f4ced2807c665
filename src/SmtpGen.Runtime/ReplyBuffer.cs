using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>
/// Replies that wait to be sent. Memory is rented with the first octet and given back by <see cref="Clear"/>, so that an
/// idle session holds none.
/// </summary>
/// <param name="maxLine">Longest reply line in octets, CRLF included (RFC 5321 section 4.5.3.1.5).</param>
/// <param name="hasStatuses">
/// Whether replies begin with a status, not a code: their further lines then have no prefix and end with a line of one
/// dot (RFC 1939 section 3).
/// </param>
public sealed class ReplyBuffer(int maxLine, bool hasStatuses = false)
{
    private byte[] _octets = [];
    private int _length;
    private int _lineStart;
    private int _prefixLength;
    private bool _utf8;
    private bool _isWhole;
    private bool _isMultiline;

    /// <summary>Number of octets that wait.</summary>
    public int Length => _length;

    /// <summary>The octets that wait; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, _length);

    /// <summary>Forgets what was sent and gives the memory back.</summary>
    public void Clear()
    {
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
        _length = 0;
    }

    /// <summary>Adds a whole reply that was rendered before, CRLF included.</summary>
    public void Write(ReadOnlySpan<byte> reply) => Append(reply);

    /// <summary>Begins a reply that is made of parts.</summary>
    /// <param name="prefix">Code, hyphen, enhanced code and space: <c>"503-5.5.1 "</c>; what every line starts with.</param>
    /// <param name="utf8">Whether text beyond ASCII may be sent; otherwise it becomes question marks.</param>
    /// <param name="isWhole">Whether its line may grow as long as the text is.</param>
    public void Begin(ReadOnlySpan<byte> prefix, bool utf8 = false, bool isWhole = false)
    {
        _isWhole = isWhole;
        _isMultiline = false;
        _lineStart = _length;
        _prefixLength = prefix.Length;
        _utf8 = utf8;
        Append(prefix);
    }

    /// <summary>Adds text; a line that would grow too long goes on in the next one.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (_isWhole || hasStatuses)
            {
                AppendUnfolded(text);
                return;
            }

            int room = maxLine - 2 - (_length - _lineStart);
            if (text.Length <= room)
            {
                AppendPrintable(text);
                return;
            }

            int cut = text[..room].LastIndexOf((byte)' ');
            if (cut <= 0)
                cut = CharacterBoundary(text, room);
            AppendPrintable(text[..cut]);
            text = text[cut..].TrimStart((byte)' ');
            if (!text.IsEmpty)
                NextLine();
        }
    }

    /// <summary>Adds text that a handler wrote; its line breaks begin new lines of the reply.</summary>
    public void Text(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[] octets = ArrayPool<byte>.Shared.Rent(most);
        ReadOnlySpan<byte> rest = octets.AsSpan(0, Encoding.UTF8.GetBytes(text, octets));
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            Text(rest[..end].TrimEnd((byte)'\r'));
            NextLine();
        }

        Text(rest);
        ArrayPool<byte>.Shared.Return(octets);
    }

    /// <summary>Adds a decimal number.</summary>
    public void Text(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out int length);
        Text(digits[..length]);
    }

    /// <summary>Ends the line; the reply goes on in another.</summary>
    public void NextLine()
    {
        int start = _lineStart;
        Append("\r\n"u8);
        _lineStart = _length;
        _isMultiline = true;
        if (hasStatuses)
            return;
        Reserve(_prefixLength);
        _octets.AsSpan(start, _prefixLength).CopyTo(_octets.AsSpan(_length));
        _length += _prefixLength;
    }

    /// <summary>Ends the reply; the hyphen behind the code of its last line becomes a space (RFC 5321 section 4.2.1).</summary>
    public void End()
    {
        if (!hasStatuses)
            _octets[_lineStart + 3] = (byte)' ';
        Append("\r\n"u8);
        if (hasStatuses && _isMultiline)
            Append(".\r\n"u8);
    }

    // A reply that must not be folded loses what does not fit, unless it is one that may grow.
    private void AppendUnfolded(ReadOnlySpan<byte> text)
    {
        if (_isMultiline && _length == _lineStart && text[0] == (byte)'.')
            Append("."u8);
        int room = maxLine - 2 - (_length - _lineStart);
        AppendPrintable(_isWhole || text.Length <= room ? text : text[..CharacterBoundary(text, room)]);
    }

    // A line is cut in front of a character, never inside its UTF-8 octets.
    private static int CharacterBoundary(ReadOnlySpan<byte> text, int at)
    {
        int cut = at;
        while (cut > 1 && (text[cut] & 0xC0) == 0x80)
            cut--;
        return cut;
    }

    private void AppendPrintable(ReadOnlySpan<byte> text)
    {
        int start = _length;
        Append(text);
        foreach (ref byte octet in _octets.AsSpan(start, text.Length))
        {
            // Nothing that came from outside may end the line or hide in it.
            if (octet is < 0x20 or 0x7F || (octet > 0x7F && !_utf8))
                octet = (byte)'?';
        }
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
    }

    private void Reserve(int count)
    {
        if (_octets.Length - _length >= count)
            return;

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(1024, Math.Max(_length + count, _octets.Length * 2)));
        _octets.AsSpan(0, _length).CopyTo(larger);
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = larger;
    }
}
