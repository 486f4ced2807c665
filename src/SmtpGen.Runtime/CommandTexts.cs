namespace SmtpGen.Runtime;

/// <summary>
/// The texts of a list that a command holds, as they were sent. They point into the session's line and are valid until the
/// command is answered. Nothing is allocated to go through them.
/// </summary>
public readonly struct CommandTexts
{
    private readonly ReadOnlyMemory<byte> _octets;
    private readonly CountedTexts? _counted;
    private readonly int _firstCounted;
    private readonly byte _separator;

    /// <summary>A list.</summary>
    /// <param name="octets">Its octets.</param>
    /// <param name="separator">The octet between two texts.</param>
    public CommandTexts(ReadOnlyMemory<byte> octets, byte separator)
        : this(octets, separator, null, 0)
    {
    }

    internal CommandTexts(ReadOnlyMemory<byte> octets, byte separator, CountedTexts? counted, int firstCounted)
    {
        _octets = octets;
        _separator = separator;
        _counted = counted;
        _firstCounted = firstCounted;
        IsPresent = true;
    }

    /// <summary>Whether the list was there at all; one that was there has a text, which may be empty.</summary>
    public bool IsPresent { get; }

    /// <summary>How many texts there are; they are counted anew each time.</summary>
    public int Count => IsPresent ? _octets.Span.Count(_separator) + 1 : 0;

    /// <summary>Goes through the texts in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the texts of a list.</summary>
    public struct Enumerator
    {
        private readonly CommandTexts _texts;
        private ReadOnlyMemory<byte> _rest;
        private int _counted;
        private bool _hasRest;

        internal Enumerator(CommandTexts texts)
        {
            _texts = texts;
            _rest = texts._octets;
            _counted = texts._firstCounted;
            _hasRest = texts.IsPresent;
        }

        /// <summary>The text.</summary>
        public CommandText Current { get; private set; }

        /// <summary>Goes to the next text.</summary>
        /// <returns>False after the last one.</returns>
        public bool MoveNext()
        {
            if (!_hasRest)
                return false;
            int length = _rest.Span.IndexOf(_texts._separator);
            _hasRest = length >= 0;
            var text = _hasRest ? _rest[..length] : _rest;
            Current = new CommandText(_texts._counted is { } counted && text.Span is [CountedTexts.Mark] ? counted[_counted++] : text, true);
            _rest = _hasRest ? _rest[(length + 1)..] : default;
            return true;
        }
    }
}
