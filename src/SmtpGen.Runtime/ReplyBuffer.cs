using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>Replies that wait to be sent, as lines of limited length.</summary>
/// <param name="maxLine">Longest reply line in octets, CRLF included (RFC 5321 section 4.5.3.1.5).</param>
/// <param name="hasStatuses">
/// Whether replies begin with a status, not a code: their further lines then have no prefix and end with a line of one
/// dot (RFC 1939 section 3).
/// </param>
/// <param name="isPlain">Whether further lines after a status stand as they are, without such an end.</param>
public sealed class ReplyBuffer(int maxLine, bool hasStatuses = false, bool isPlain = false) : OutputBuffer
{
    private int _lineStart;
    private int _prefixLength;
    private bool _utf8;
    private bool _isWhole;
    private bool _isMultiline;
    private bool _isSlotEmpty;

    /// <summary>Begins a reply that is made of parts.</summary>
    /// <param name="prefix">Code, hyphen, enhanced code and space: <c>"503-5.5.1 "</c>; what every line starts with.</param>
    /// <param name="utf8">Whether text beyond ASCII may be sent; otherwise it becomes question marks.</param>
    /// <param name="isWhole">Whether its line may grow as long as the text is.</param>
    public void Begin(ReadOnlySpan<byte> prefix, bool utf8 = false, bool isWhole = false)
    {
        _isWhole = isWhole;
        _isMultiline = false;
        _isSlotEmpty = false;
        _lineStart = Length;
        _prefixLength = prefix.Length;
        _utf8 = utf8;
        Write(prefix);
    }

    /// <summary>Adds text; a line that would grow too long goes on in the next one.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (_isSlotEmpty && !text.IsEmpty)
        {
            if (text[0] == (byte)' ')
                text = text[1..];
            _isSlotEmpty = text.IsEmpty;
        }

        while (!text.IsEmpty)
        {
            if (_isWhole || hasStatuses)
            {
                AppendUnfolded(text);
                return;
            }

            int room = maxLine - 2 - (Length - _lineStart);
            if (text.Length <= room)
            {
                AppendPrintable(text);
                return;
            }

            int cut = text[..room].LastIndexOf((byte)' ');
            if (cut < 0)
                cut = CharacterBoundary(text, room);
            AppendPrintable(text[..cut]);
            text = text[cut..].TrimStart((byte)' ');
            if (!text.IsEmpty)
                NextLine();
        }
    }

    /// <summary>
    /// Adds text that a handler wrote; its line breaks begin new lines of the reply. A reply with a status says by its kind how many
    /// lines it has, so that there a line break becomes a space, and what does not fit into the line is cut off.
    /// </summary>
    public void Text(string text) => Text(text.AsSpan());

    /// <summary>Adds text as <see cref="Text(string)"/> does.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        _isSlotEmpty &= text.Length == 0 || text[0] == ' ';
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[] octets = ArrayPool<byte>.Shared.Rent(most);
        ReadOnlySpan<byte> rest = octets.AsSpan(0, Encoding.UTF8.GetBytes(text, octets));
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            Text(rest[..end].TrimEnd((byte)'\r'));
            if (hasStatuses)
                Text(" "u8);
            else
                NextLine();
        }

        Text(rest);
        ArrayPool<byte>.Shared.Return(octets);
    }

    /// <summary>Adds octets as they are, however many; the line goes on after them as if it had begun there.</summary>
    public void Octets(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return;
        _isSlotEmpty = false;
        Write(octets);
        _lineStart = Length;
        _prefixLength = 0;
    }

    /// <summary>Adds a text in double quotes.</summary>
    /// <param name="text">The text; its line breaks become question marks.</param>
    /// <param name="isDoubled">Whether quotes in it are doubled; otherwise a backslash stands before quotes and backslashes.</param>
    public void Quoted(string text, bool isDoubled)
    {
        byte[] octets = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Quoted(octets.AsSpan(0, Encoding.UTF8.GetBytes(text, octets)), isDoubled);
        ArrayPool<byte>.Shared.Return(octets);
    }

    /// <summary>Adds a text in double quotes.</summary>
    /// <param name="text">The text in UTF-8; its line breaks become question marks.</param>
    /// <param name="isDoubled">Whether quotes in it are doubled; otherwise a backslash stands before quotes and backslashes.</param>
    public void Quoted(ReadOnlySpan<byte> text, bool isDoubled)
    {
        Text("\""u8);
        while (!text.IsEmpty)
        {
            int special = isDoubled ? text.IndexOf((byte)'"') : text.IndexOfAny((byte)'"', (byte)'\\');
            Text(special < 0 ? text : text[..special]);
            if (special < 0)
                break;
            Text(isDoubled ? "\"\""u8 : text[special] == (byte)'"' ? "\\\""u8 : "\\\\"u8);
            text = text[(special + 1)..];
        }

        Text("\""u8);
    }

    /// <summary>Notes that nothing fills a slot here: of the blanks before and after it only one stays, and none at the beginning or the end of the line.</summary>
    internal void EmptySlot() => _isSlotEmpty |= Length == LineBegin || this[Length - 1] == (byte)' ';

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
        DropLastBlank();
        int start = _lineStart;
        Write("\r\n"u8);
        _lineStart = Length;
        _isMultiline = true;
        if (hasStatuses)
            return;
        Repeat(start, _prefixLength);
    }

    /// <summary>Ends the reply; the hyphen after the code of its last line becomes a space (RFC 5321 section 4.2.1).</summary>
    public void End()
    {
        DropLastBlank();
        if (!hasStatuses)
            this[_lineStart + 3] = (byte)' ';
        Write("\r\n"u8);
        if (hasStatuses && _isMultiline && !isPlain)
            Write(".\r\n"u8);
    }

    // Where the text of the line begins.
    private int LineBegin => _lineStart + (_isMultiline && hasStatuses ? 0 : _prefixLength);

    // That of an empty slot, but not the one after the code.
    private void DropLastBlank()
    {
        if (_isSlotEmpty && Length > LineBegin)
            Length--;
        _isSlotEmpty = false;
    }

    // A reply that must not be folded loses what does not fit, unless it is one that may grow.
    private void AppendUnfolded(ReadOnlySpan<byte> text)
    {
        if (_isMultiline && !isPlain && Length == _lineStart && text[0] == (byte)'.')
            Write("."u8);
        int room = maxLine - 2 - (Length - _lineStart);
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

    // Nothing that came from outside may end the line or hide in it, and what is not UTF-8 is not sent as if it were.
    private void AppendPrintable(ReadOnlySpan<byte> text)
    {
        var octets = Add(text);
        for (int i = 0; i < octets.Length;)
        {
            int length = 1;
            if (octets[i] is < 0x20 or 0x7F || (octets[i] > 0x7F && !IsCharacter(octets[i..], out length)))
                octets.Slice(i, length).Fill((byte)'?');
            i += length;
        }
    }

    private bool IsCharacter(ReadOnlySpan<byte> octets, out int length)
    {
        length = 1;
        return _utf8 && Rune.DecodeFromUtf8(octets, out _, out length) == OperationStatus.Done;
    }
}
