using System.Text;

namespace SmtpGen.Testing.Sessions;

/// <summary>
/// What was said in a session: a line each, after <c>S: </c> what the server said and after <c>C: </c> what the client did, and
/// after <c>-- </c> what happened. Long messages are cut.
/// </summary>
public sealed class SessionTranscript
{
    private const int MostCharacters = 65536;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private string _speaker = "";
    private bool _isCut;

    /// <summary>What was said so far.</summary>
    public override string ToString()
    {
        lock (_lock)
            return _text.ToString().TrimEnd('\n');
    }

    internal void Add(string speaker, ReadOnlySpan<byte> octets)
    {
        lock (_lock)
        {
            foreach (char c in Encoding.Latin1.GetString(octets))
                Add(speaker, c);
        }
    }

    internal void Note(string what)
    {
        lock (_lock)
        {
            EndLine();
            _text.Append("-- ").Append(what).Append('\n');
            _speaker = "";
        }
    }

    private void Add(string speaker, char c)
    {
        if (_text.Length > MostCharacters)
        {
            if (!_isCut)
                _text.Append("...\n");
            _isCut = true;
            return;
        }

        if (speaker != _speaker)
            EndLine();
        if (_text.Length == 0 || _text[^1] == '\n')
            _text.Append(speaker).Append(": ");
        _speaker = speaker;
        if (c == '\n')
            _text.Append('\n');
        else if (c is >= ' ' and < (char)127)
            _text.Append(c);
        else if (c != '\r')
            _text.Append($"\\x{(int)c:X2}");
    }

    private void EndLine()
    {
        if (_text.Length > 0 && _text[^1] != '\n')
            _text.Append('\n');
    }
}
