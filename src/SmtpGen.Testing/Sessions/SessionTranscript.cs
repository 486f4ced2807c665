using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.Testing.Sessions;

/// <summary>
/// What was said in a session: a line each, after <c>S: </c> what the server said and after <c>C: </c> what the client did, and
/// after <c>-- </c> what happened. Long messages are cut. What
/// clients log in with is not shown.
/// </summary>
public sealed partial class SessionTranscript
{
    internal const string Client = "C";
    internal const string Server = "S";

    private const int MostCharacters = 65536;
    private const string Hidden = "(hidden)";

    // RFC 4954 section 4: a client may give itself away in what answers a challenge, and after the mechanism's name.
    private const string Challenge = "334";

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private string _speaker = "";
    private int _lineStart;
    private bool _answersChallenge;
    private bool _isHidden;
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
            BeginLine(speaker);
        _speaker = speaker;
        if (c == '\n')
            EndLine();
        else if (c != '\r' && speaker == Client && IsSecret())
            Hide();
        else if (c is >= ' ' and < (char)127)
            _text.Append(c);
        else if (c != '\r')
            _text.Append($"\\x{(int)c:X2}");
    }

    private void BeginLine(string speaker)
    {
        _text.Append(speaker).Append(": ");
        _lineStart = _text.Length;
        _isHidden = false;
    }

    private void EndLine()
    {
        if (_text.Length == 0 || _text[^1] == '\n')
            return;
        _answersChallenge = _speaker == Server && Line().StartsWith(Challenge, StringComparison.Ordinal);
        _text.Append('\n');
    }

    // A line of a message that looks like AUTH is hidden too: where messages begin and end is not known here.
    private bool IsSecret() => _isHidden || _answersChallenge || (_text[^1] == ' ' && NamedMechanism().IsMatch(Line()));

    private string Line() => _text.ToString(_lineStart, _text.Length - _lineStart);

    private void Hide()
    {
        if (!_isHidden)
            _text.Append(Hidden);
        _isHidden = true;
    }

    [GeneratedRegex(@"\AAUTH +[^ ]+ +\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedMechanism();
}
