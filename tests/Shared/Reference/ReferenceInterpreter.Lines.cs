using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Lines: commands, and what a command asks for.
internal sealed partial class ReferenceInterpreter
{
    private bool Line()
    {
        if (_at < _input.Length && _exchange is null && _begun is null && model.Foreign is { } foreign && foreign.Octets.Contains(_input[_at]))
        {
            Foreign();
            return true;
        }

        if (_exchange is null)
            _parameterFlags = 0;
        int end = Array.IndexOf(_input, (byte)'\n', _at);
        int length = (end < 0 ? _input.Length : end) - _at;
        if (length > model.Lines.Drain)
        {
            _begun = null;
            Event(OtherwiseInput.EndlessLine);
            return true;
        }

        if (end < 0)
            return false;
        var line = _input.AsSpan(_at, length);
        _at = end + 1;
        bool isExchange = _exchange is not null;
        if (!isExchange && TakesArray(Latin1(line)))
            return true;
        if (!isExchange && model.Literals is not null)
        {
            CountedLine(Latin1(line));
            return true;
        }

        var rest = isExchange ? line : BehindPrefix(line);
        rest = rest.EndsWith("\r"u8) ? rest[..^1] : rest;
        int max = _exchange?.Line.Max ?? Find(Verb(rest)) switch
        {
            { LineMax: > 0 and var own } => own,
            _ => model.Lines.Max,
        };
        // How the line ends is looked at before what this command allows, but not where it is longer than any may be.
        int longest = isExchange ? max : LongestCommand;
        bool isBare = !line.EndsWith("\r"u8) && !TakesBareLineFeed;
        if (length + 1 > (isBare ? longest : max))
        {
            TooLong(Find(Verb(rest)));
        }
        else if (isBare)
        {
            Event(OtherwiseInput.BareLineFeed);
        }
        else
        {
            if (isExchange)
                Exchange(rest.ToArray());
            else
                Command(rest, Latin1(line).TrimEnd('\r'));
        }

        return true;
    }

    // A verb of two words, with one space between them, comes before one that is the first of them.
    private string Verb(ReadOnlySpan<byte> line)
    {
        string text = Latin1(line);
        text = model.Lines.HasExactVerbs ? text : text.ToUpperInvariant();
        string first = text.Split(Blanks)[0];
        string rest = text[first.Length..].TrimEnd(Blanks);
        string both = first + (rest.Length > 1 ? rest[0] + rest[1..].Split(' ')[0] : "");
        return Find(both) is null ? first : both;
    }

    private CommandModel? Find(string verb) => model.Commands.FirstOrDefault(c => c.Verb == verb);

    private void TooLong(CommandModel? command)
    {
        var exchange = _exchange;
        _exchange = null;
        _command = exchange?.Command ?? command;
        if (exchange is { } asked)
            Error(asked.Line.TooLong);
        else if (command is { Chunk: not null, BadArguments: { } bad })
            Error(bad);
        else
            Error(OtherwiseInput.LineTooLong);
    }

    private void Exchange(byte[] line)
    {
        var (command, rule, asked) = _exchange!.Value;
        _exchange = null;
        if (asked.Cancel is { } cancel && Latin1(line) == asked.CancelText)
            Apply(cancel);
        else if (!AutomatonInterpreter.Accepts(asked.Line, line, Switches))
            Error(asked.BadArguments);
        else
            Answer(Pick(rule, command.Verb), command, rule);
    }

    private void Command(ReadOnlySpan<byte> line, string whole)
    {
        string verb = Verb(line);
        line = Find(verb) is { KeepsSpaces: true } ? line : line.TrimEnd(Encoding.Latin1.GetBytes(Blanks));
        _command = Find(verb);
        _captured.Clear();
        byte[]? arguments = line.Length > verb.Length ? Behind(line[verb.Length..]).ToArray() : null;
        if (Find(verb) is { Chunk: not null } chunk)
            Announce(chunk, arguments ?? []);
        else if (Find(verb) is { Data: { } data } counted)
            CountData(counted, data, arguments ?? []);
        else if (Find(verb) is { } command)
            CarryOut(command, arguments);
        else if (model.Foreign is { } foreign && foreign.Verbs.Contains(whole.Split(Blanks)[0], StringComparer.OrdinalIgnoreCase))
            Foreign();
        else
            Error(OtherwiseInput.UnknownVerb);
    }

    private ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> blanks) =>
        IsOn(model.Lines.AnyBlanks) ? blanks.TrimStart(" \t"u8) : blanks[1..];
}
