using System.Buffers;
using System.Globalization;
using System.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime.Client;

/// <summary>A command line while it is written. What the grammar does not match is never sent.</summary>
public sealed class CommandLine
{
    private const string Hidden = "(hidden)";
    private const byte LineFeed = (byte)'\n';

    // Where a text can stand in quotation marks and be counted, long ones are counted: servers bound what they read of a line.
    private const int MaxQuotedText = 1024;

    private readonly ServerTable? _server;
    private readonly ArrayBufferWriter<byte> _line = new(128);
    private readonly List<byte[]> _counted = [];
    private int _verbLength;
    private int _visibleLength;
    private int _valueStart;

    internal CommandLine(ServerTable? server) => _server = server;

    // Where counted octets stand there is a line feed, as in what a server parses.
    internal ReadOnlySpan<byte> Octets => _line.WrittenSpan;

    /// <summary>The line as a transcript may show it.</summary>
    internal string Visible
    {
        get
        {
            if (_visibleLength < 0 || _visibleLength >= _line.WrittenCount)
                return Shown(_line.WrittenSpan);
            string shown = Shown(_line.WrittenSpan[.._visibleLength]);
            return shown.Length == 0 ? Hidden : $"{shown} {Hidden}";
        }
    }

    /// <summary>Adds octets of the arguments; a space parts the first of them from the verb.</summary>
    /// <exception cref="ArgumentException">A line feed is among them.</exception>
    public void Write(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return;
        if (_server is { Literals: not null } or { Arrays: not null } && octets.Contains(LineFeed))
            throw new ArgumentException($"\"{Visible}\" cannot be sent with {ProtocolViolationException.Quote(octets)} in it: a line end cannot stand there.");
        WriteOctets(octets);
    }

    /// <summary>Adds a text of the arguments in quotation marks, or counted where it does not fit into these.</summary>
    /// <param name="text">The text.</param>
    /// <param name="takesQuotes">Whether it may stand in quotation marks.</param>
    /// <param name="takesCounted">Whether its octets may be counted.</param>
    public void WriteText(string text, bool takesQuotes, bool takesCounted)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        bool isOneLine = octets.AsSpan().IndexOfAny((byte)'\r', (byte)'\n', (byte)0) < 0;
        bool canCount = takesCounted && _server is { Arrays: not null } or { Literals.Now: >= 0 };
        if (takesQuotes && isOneLine && (octets.Length <= MaxQuotedText || !canCount))
            Write($"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        else if (canCount && (takesQuotes || !isOneLine || octets.Length == 0 || _server!.Arrays is not null))
            WriteCounted(octets);
        else
            Write(octets);
    }

    /// <summary>Adds several texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="separator">What stands between them.</param>
    /// <param name="takesQuotes">Whether they may stand in quotation marks.</param>
    /// <param name="takesCounted">Whether their octets may be counted.</param>
    public void WriteList(IEnumerable<string> texts, byte separator, bool takesQuotes, bool takesCounted)
    {
        bool isFirst = true;
        foreach (string text in texts)
        {
            if (!isFirst)
                WriteOctets([separator]);
            isFirst = false;
            WriteText(text, takesQuotes, takesCounted);
        }
    }

    /// <summary>Adds a text of the arguments as UTF-8.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a decimal number.</summary>
    public void Write(ulong number) => Write(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>What follows is a secret, which no transcript shows.</summary>
    public void Hide() => _visibleLength = _visibleLength < 0 ? _line.WrittenCount : _visibleLength;

    /// <summary>Refuses an argument that the grammar has no place for beside what is written.</summary>
    /// <param name="argument">Its name.</param>
    /// <param name="isGiven">Whether it is given.</param>
    /// <exception cref="ArgumentException">It is.</exception>
    public void Refuse(string argument, bool isGiven)
    {
        if (isGiven)
            throw new ArgumentException($"\"{Visible}\" cannot be sent with '{argument}' beside its other arguments; leave it out or them.");
    }

    /// <summary>Checks the arguments that were written.</summary>
    /// <param name="grammar">What they must match.</param>
    /// <param name="syntax">How to write the command.</param>
    /// <exception cref="ArgumentException">They do not match.</exception>
    public void CheckArguments(AutomatonTables grammar, string syntax)
    {
        if (Match(grammar, _verbLength + 1, out int at) && at == _line.WrittenCount)
            return;
        string where = at >= _line.WrittenCount
            ? "something is missing at its end"
            : _visibleLength >= 0 && at >= _visibleLength
                ? "something in its hidden part cannot stand there"
                : $"{ProtocolViolationException.Quote(_line.WrittenSpan[at..])} cannot stand there";
        throw new ArgumentException($"\"{Visible}\" cannot be sent: {where}. Write {syntax}.");
    }

    /// <summary>Adds a parameter.</summary>
    public void Parameter(string keyword)
    {
        _line.Write(" "u8);
        Write(keyword);
    }

    /// <summary>Adds a parameter that has a value.</summary>
    public void Parameter(string keyword, string value)
    {
        Parameter(keyword);
        Write("="u8);
        _valueStart = _line.WrittenCount;
        Write(value);
    }

    /// <summary>Adds a parameter that has a number.</summary>
    public void Parameter(string keyword, ulong value) => Parameter(keyword, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether the value of the last parameter matches a grammar.</summary>
    public bool ValueMatches(AutomatonTables grammar) => Match(grammar, _valueStart, out int at) && at == _line.WrittenCount;

    /// <summary>What to throw where the value of the last parameter matches no grammar.</summary>
    public ArgumentException BadValue(string keyword) =>
        new($"\"{Visible}\" cannot be sent: {keyword} cannot have the value {ProtocolViolationException.Quote(_line.WrittenSpan[_valueStart..])}.");

    internal void Begin(string prefix, ReadOnlySpan<byte> verb)
    {
        _line.ResetWrittenCount();
        _counted.Clear();
        _visibleLength = -1;
        _line.Write(Encoding.ASCII.GetBytes(prefix));
        _line.Write(verb);
        _verbLength = _line.WrittenCount;
    }

    // A line that is not a command.
    internal void Begin()
    {
        Begin("", []);
        _verbLength = -1;
    }

    /// <summary>Writes the whole line, its end included.</summary>
    internal void WriteTo(OutputBuffer output)
    {
        // Elements of an array are counted, so that a command without counted octets is a line.
        if (_server?.Arrays is { } arrays && _counted.Count > 0)
            CountedLine.WriteArray(arrays, _line.WrittenSpan, _counted, output);
        else
            CountedLine.WriteLine(_server?.Literals, _line.WrittenSpan, _counted, output);
    }

    private string Shown(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        return _counted.Count == 0 ? text : text.Replace("\n", "(counted octets)", StringComparison.Ordinal);
    }

    private void WriteCounted(byte[] octets)
    {
        _counted.Add(octets);
        WriteOctets([LineFeed]);
    }

    private void WriteOctets(ReadOnlySpan<byte> octets)
    {
        if (_line.WrittenCount == _verbLength)
            _line.Write(" "u8);
        _line.Write(octets);
    }

    private bool Match(AutomatonTables grammar, int start, out int at)
    {
        var text = _line.WrittenSpan[Math.Min(start, _line.WrittenCount)..];
        Span<int> registers = stackalloc int[grammar.RegisterCount];
        int end = GrammarMatcher.Match(grammar, text, registers);
        at = _line.WrittenCount - text.Length + (end < 0 ? ~end : end);
        return end >= 0;
    }
}
