using System.Text;

namespace SmtpGen.Web.Sessions;

/// <summary>A line of a conversation.</summary>
/// <param name="Number">Counted from 0 in its session, those that are not kept included.</param>
/// <param name="At">When it was said.</param>
/// <param name="Who">Who said it.</param>
/// <param name="State">The state of the session: before what a client says, after what the server says.</param>
/// <param name="Text">What was said, without the line's end.</param>
internal sealed record RecordedLine(long Number, DateTimeOffset At, Speaker Who, string State, string Text);

/// <summary>
/// The last lines of a conversation, in memory that is allocated once: a new line takes the place of the oldest. It is not safe for several
/// threads.
/// </summary>
internal sealed class LineRing
{
    private const int MostLines = 192;
    private const int TextLength = 16 * 1024;

    private readonly Entry[] _entries = new Entry[MostLines];
    private readonly byte[] _text = new byte[TextLength];
    private long _first;
    private int _end;

    /// <summary>The longest line that is kept whole.</summary>
    public const int LongestLine = 1024;

    /// <summary>How many lines were added since the beginning.</summary>
    public long Count { get; private set; }

    /// <summary>Begins anew, with no lines.</summary>
    public void Clear() => (_first, Count, _end) = (0, 0, 0);

    /// <summary>Adds a line.</summary>
    public void Add(DateTimeOffset at, Speaker who, string state, ReadOnlySpan<byte> text)
    {
        int length = Math.Min(text.Length, LongestLine);
        if (_end + length > TextLength)
        {
            // What lies beyond is the oldest; the next line begins in front.
            while (_first < Count && Of(_first).Start >= _end)
                _first++;
            _end = 0;
        }

        while (_first < Count && (Count - _first == MostLines || Of(_first).Overlaps(_end, length)))
            _first++;
        text[..length].CopyTo(_text.AsSpan(_end));
        Of(Count) = new Entry(at, who, state, _end, length, text.Length - length);
        Count++;
        _end += length;
    }

    /// <summary>The lines that are still there, from a number on.</summary>
    public IReadOnlyList<RecordedLine> From(long number)
    {
        var lines = new List<RecordedLine>();
        for (long i = Math.Max(number, _first); i < Count; i++)
        {
            ref readonly var entry = ref Of(i);
            string text = Encoding.UTF8.GetString(_text, entry.Start, entry.Length);
            lines.Add(new RecordedLine(i, entry.At, entry.Who, entry.State, entry.Cut > 0 ? $"{text}… ({entry.Cut} octets more)" : text));
        }

        return lines;
    }

    private ref Entry Of(long number) => ref _entries[number % MostLines];

    private readonly record struct Entry(DateTimeOffset At, Speaker Who, string State, int Start, int Length, int Cut)
    {
        // An empty line takes no text; it goes with the line after it, which begins where it does.
        public bool Overlaps(int start, int length) => Start < start + length && start < Start + Math.Max(Length, 1);
    }
}
