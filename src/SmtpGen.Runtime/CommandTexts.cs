using System.Text;

namespace SmtpGen.Runtime;

/// <summary>
/// The texts of a list that a command holds, as they were sent. They point into the session's line and are valid until the
/// command is answered. Nothing is allocated to go through them.
/// </summary>
/// <param name="octets">The octets of the list.</param>
/// <param name="separator">The octet between the texts.</param>
public readonly struct CommandTexts(ReadOnlyMemory<byte> octets, byte separator)
{
    private readonly bool _isPresent = true;

    /// <summary>Whether the list was there at all; one that was there has a text, which may be empty.</summary>
    public bool IsPresent => _isPresent;

    /// <summary>How many texts there are; they are counted anew each time.</summary>
    public int Count => _isPresent ? octets.Span.Count(separator) + 1 : 0;

    /// <summary>The octets of the whole list, separators included.</summary>
    public ReadOnlyMemory<byte> Octets => octets;

    /// <summary>Goes through the texts in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The list as UTF-8 text, separators included.</summary>
    public override string ToString() => Encoding.UTF8.GetString(octets.Span);

    /// <summary>Goes through the texts of a list.</summary>
    public struct Enumerator
    {
        private readonly byte _separator;
        private ReadOnlyMemory<byte> _rest;
        private bool _hasRest;

        internal Enumerator(CommandTexts texts)
        {
            _rest = texts.Octets;
            _separator = texts.Separator;
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
            int length = _rest.Span.IndexOf(_separator);
            _hasRest = length >= 0;
            Current = new CommandText(_hasRest ? _rest[..length] : _rest, true);
            _rest = _hasRest ? _rest[(length + 1)..] : default;
            return true;
        }
    }

    private byte Separator => separator;
}
