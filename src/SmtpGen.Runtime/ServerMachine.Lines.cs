using System.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// Lines: commands, and what is read that is not one.
public abstract partial class ServerMachine
{
    // A verb that is longer is shown as far as this.
    private const int LongestVerb = 64;

    private LineContinuation? _exchange;
    private byte[]? _verb;
    private int _verbLength;

    // Whether octets that follow the current line have arrived already.
    private bool _hasMore;

    // Octets of the command's line, line ends included; of several lines together.
    private long _commandLength;

    /// <summary>Reads a line next that is not a command.</summary>
    internal void BeginExchange(LineContinuation line)
    {
        _exchange = line;
        _mode = Mode.Exchange;
    }

    // False when the line is not complete.
    private bool ReadCommand(ref ReadOnlySpan<byte> input)
    {
        if (!_isContinued && !input.IsEmpty && _lines.IsAtStart && _table.ForeignOctets.AsSpan().Contains(input[0]))
        {
            Raise(ServerEvent.Foreign);
            return true;
        }

        var status = _lines.Read(ref input, _index.LongestCommand, out var line);
        if (status == LineStatus.Incomplete)
        {
            if (!_isContinued && _lines.IsAtStart)
                ReleaseCounted();
            return false;
        }

        _hasMore = !input.IsEmpty;
        if (_isContinued)
            Observer?.OnExchange();
        else if (_table.Arrays is not null && TakesArray(status, line))
            return true;
        else
            Observe(line);
        if (_table.Literals is null)
            ReadLine(status, line);
        else
            ReadPart(status, line);
        return true;
    }

    // A command that is one line.
    private void ReadLine(LineStatus status, ReadOnlySpan<byte> line)
    {
        Begin();
        _commandLength = _lines.Length;
        if (status != LineStatus.Endless)
            ReadPrefix(line[..Math.Min(line.Length, _index.LongestLine)]);
        if (status == LineStatus.TooLong)
            OnLineTooLong(Find(line));
        else if (IsLine(status))
            OnLine(line);
    }

    private void Begin()
    {
        _verbLength = 0;
        _parameterFlags = 0;
        _takesAnyBlanks = IsOn(_table.AnyBlanksOption);
        _counted?.Clear();
        _held?.Clear();
    }

    private void OnLine(ReadOnlySpan<byte> line)
    {
        _commandNumber = -1;
        _isLineKept = false;
        int number = Find(line);
        var command = number < 0 ? null : _table.Commands[number];
        if (_commandLength > (command is { LineMax: > 0 } ? command.LineMax : _table.Lines.Max))
            OnLineTooLong(number);
        else if (command is null)
            OnUnknownVerb(TrimEnd(line));
        else
            OnCommand(command, number, command.KeepsSpaces ? line[_verbAt..] : TrimEnd(line[_verbAt..]));
    }

    // The command whose verb stands in a line; -1: none has it.
    private int Find(ReadOnlySpan<byte> line)
    {
        if (_verbAt < 0)
            return -1;
        var trimmed = TrimEnd(line[_verbAt..]);
        int first = VerbLength(trimmed);
        int number = _index.Find(trimmed, first);
        if (_index.ShowsVerb)
            KeepVerb(trimmed[..(number < 0 ? first : _table.Commands[number].Verb.Length)]);
        return number;
    }

    private void KeepVerb(ReadOnlySpan<byte> verb)
    {
        _verb ??= new byte[LongestVerb];
        _verbLength = Math.Min(verb.Length, LongestVerb);
        verb[.._verbLength].CopyTo(_verb);
    }

    /// <summary>Writes the verb of the last line, as far as it is shown.</summary>
    internal void WriteVerb(ReplyBuffer output) => output.Text(_verb.AsSpan(0, _verbLength));

    // Trailing spaces are tolerated (RFC 5321 section 4.1.1), unless they are part of a password, say.
    private ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line) =>
        _takesAnyBlanks ? line.TrimEnd(s_blanks) : line.TrimEnd((byte)' ');

    // A line of another protocol begins with its verb, also where something stands before ours.
    private void OnUnknownVerb(ReadOnlySpan<byte> line)
    {
        var verb = line[..VerbLength(line)];
        foreach (string foreign in _table.ForeignVerbs)
        {
            if (Ascii.EqualsIgnoreCase(verb, foreign))
            {
                Raise(ServerEvent.Foreign);
                return;
            }
        }

        if (_verbAt >= 0 && VerbBeforeTab(line[Math.Min(_verbAt, line.Length)..]) is >= 0 and var tab && _index.Find(line.Slice(_verbAt, tab)) >= 0)
            Miss(_table.AnyBlanksOption);
        Refuse(ServerEvent.UnknownVerb);
    }

    // After a command that announces octets and cannot be read, nobody knows where the next one begins.
    private void OnLineTooLong(int number)
    {
        _commandNumber = number;
        if (Command is { Chunk: not null } command)
            Fail(command.BadArguments);
        else
            Refuse(ServerEvent.LineTooLong);
    }

    private bool ReadExchange(ref ReadOnlySpan<byte> input)
    {
        var exchange = _exchange!;
        var status = _lines.Read(ref input, exchange.Max, out var line);
        if (status == LineStatus.Incomplete)
            return false;
        _mode = Mode.Command;
        ObserveReplies();
        Observer?.OnExchange();
        if (status == LineStatus.TooLong)
            Fail(exchange.TooLong);
        else if (IsLine(status))
            OnExchange(exchange, line);
        return true;
    }

    private void OnExchange(LineContinuation exchange, ReadOnlySpan<byte> line)
    {
        if (exchange.Cancel >= 0 && Ascii.Equals(line, exchange.CancelText))
        {
            Apply(exchange.Cancel, default);
            return;
        }

        _isLineKept = false;
        var tables = _table.Grammar(exchange.Grammar);
        int end = GrammarMatcher.Match(tables, line, _registers, Configuration.OptionsOn);
        if (end != line.Length)
        {
            MisreadAt(line, end < 0 ? ~end : end);
            if (OptionMissed is not null && GrammarMatcher.MatchWithAllOptions(tables, line, out ulong required) == line.Length)
                MissAll(required);
            Fail(exchange.BadArguments);
            return;
        }

        _line = _lines.Keep(line, room: 0);
        AwaitDecision(exchange.Decision);
    }

    // False when the line is not one and the session ends over it.
    private bool IsLine(LineStatus status)
    {
        if (status == LineStatus.Complete || (status == LineStatus.BareLineFeed && IsOn(_table.BareLineFeedOption)))
            return true;
        if (status == LineStatus.BareLineFeed)
            Miss(_table.BareLineFeedOption);
        Raise(status == LineStatus.Endless ? ServerEvent.EndlessLine : ServerEvent.BareLineFeed);
        return false;
    }
}
