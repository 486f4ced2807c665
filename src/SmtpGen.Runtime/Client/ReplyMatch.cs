using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>Whether a line looks like one of a reply, and where its values lie.</summary>
internal ref struct ReplyMatch
{
    private readonly ClientTable _table;
    private readonly ReadOnlySpan<byte> _text;
    private readonly string _tag;
    private readonly Dictionary<int, Range> _values = [];
    private readonly Dictionary<int, int> _lengths = [];
    private int _at;

    private ReplyMatch(ClientTable table, string tag, ReadOnlySpan<byte> text)
    {
        _table = table;
        _text = text;
        _tag = tag;
    }

    /// <summary>How many octets of the line are fixed; -1: it does not look like this.</summary>
    public int Fixed { get; private set; }

    /// <summary>Where the values lie in the line, by their numbers; texts in quotation marks with these.</summary>
    public readonly IReadOnlyDictionary<int, Range> Values => _values;

    /// <summary>How many octets the line announces, which come after its line end; -1: it counts none.</summary>
    public int Counted { get; private set; } = -1;

    /// <summary>Compares a whole line.</summary>
    public static ReplyMatch Of(ClientTable table, string tag, IReadOnlyList<ReplyPart> parts, ReadOnlySpan<byte> line)
    {
        var match = new ReplyMatch(table, tag, line);
        for (int i = 0; i < parts.Count; i++)
        {
            if (!match.Part(parts, i))
            {
                match.Fixed = -1;
                return match;
            }
        }

        if (match._at != line.Length)
            match.Fixed = -1;
        return match;
    }

    /// <summary>How many octets of a line are as the fixed texts that a reply begins with, and whether those are all of them.</summary>
    public static int Common(ClientTable table, string tag, IEnumerable<ReplyPart> parts, ReadOnlySpan<byte> line, out bool isWhole)
    {
        int at = 0;
        foreach (var part in parts)
        {
            byte[]? expected = FixedText(table, tag, part);
            if (expected is null)
                break;
            int same = line[at..].CommonPrefixLength(expected);
            at += same;
            // A space before a text that is missing is missing too.
            if (same < expected.Length)
            {
                isWhole = at == line.Length && expected.AsSpan(same).SequenceEqual(" "u8);
                return at;
            }
        }

        isWhole = true;
        return at;
    }

    private static byte[]? FixedText(ClientTable table, string tag, ReplyPart part) => part switch
    {
        LiteralPart literal => literal.Octets,
        PrefixPart prefix when prefix.Capture == table.TagCapture && tag.Length > 0 => Encoding.ASCII.GetBytes(tag),
        PrefixPart => table.Server!.Prefix!.ElseOctets,
        _ => null,
    };

    private bool Part(IReadOnlyList<ReplyPart> parts, int index)
    {
        if (FixedText(_table, _tag, parts[index]) is { } expected)
        {
            if (!_text[_at..].StartsWith(expected))
                return false;
            _at += expected.Length;
            Fixed += expected.Length;
            return true;
        }

        if (parts[index] is not ValuePart value)
            return Open(parts, index, isLine: true, out _);
        if (value.Form == ReplyValueForm.Length)
            return Length(value);
        Range range;
        if (_lengths.TryGetValue(value.Index, out int length))
        {
            if (length > _text.Length - _at)
                return false;
            range = _at..(_at + length);
            _at += length;
        }
        else if (value.Form is ReplyValueForm.Quoted or ReplyValueForm.Doubled)
        {
            if (!Quoted(value.Form, out range))
                return false;
        }
        else if (!Open(parts, index, value.Form == ReplyValueForm.Text, out range))
        {
            return false;
        }

        _values[value.Index] = range;
        return true;
    }

    private bool Length(ValuePart value)
    {
        int digits = _text[_at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? _text.Length - _at : digits;
        if (!CountedNumber.TryRead(_text.Slice(_at, digits), out ulong length))
            return false;
        // The reader takes no reply of so many.
        Counted = (int)Math.Min(length, int.MaxValue);
        _lengths[value.Index] = Counted;
        _at += digits;
        return true;
    }

    private bool Quoted(ReplyValueForm form, out Range range)
    {
        range = default;
        var rest = _text[_at..];
        if (rest.IsEmpty)
            return false;
        if (_table.Server?.Literals is { } literals && rest[0] == literals.Open && CountedText.TryRead(literals, rest, out var counted))
        {
            range = (_at + counted.Start.Value)..(_at + counted.End.Value);
            _at += counted.End.Value;
            return true;
        }

        int end = form == ReplyValueForm.Doubled ? QuotedText.EndOfDoubled(rest) : QuotedText.End(rest);
        if (end < 0)
            return false;
        range = _at..(_at + end);
        _at += end;
        return true;
    }

    // What ends where the next fixed text begins.
    private bool Open(IReadOnlyList<ReplyPart> parts, int index, bool isLine, out Range range)
    {
        range = default;
        var rest = _text[_at..];
        byte[]? next = index + 1 < parts.Count ? FixedText(_table, _tag, parts[index + 1]) : null;
        int length = index + 1 == parts.Count ? rest.Length
            : next is null ? 0
            : index + 2 == parts.Count ? (rest.EndsWith(next) ? rest.Length - next.Length : -1)
            : rest.IndexOf(next);
        if (length < 0 || (isLine && rest[..length].Contains((byte)'\n')))
            return false;
        range = _at..(_at + length);
        _at += length;
        return true;
    }
}
