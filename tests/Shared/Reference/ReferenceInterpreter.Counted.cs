using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Octets that the client counts: an LF stands for them in the text of a command.
internal sealed partial class ReferenceInterpreter
{
    private readonly List<string> _texts = [];
    private Begun? _begun;

    // The octets that were announced and are not there yet, and what follows them.
    private (BigInteger Octets, Action<string> Then)? _counting;

    // Who takes the next line where it is not a command.
    private Action<string>? _nextLine;

    private enum Fault
    {
        None,
        TooLong,
        TooBig,
        BareLineFeed,
        UnknownVerb,
    }

    private bool Count()
    {
        var (octets, then) = _counting!.Value;
        if (octets > _input.Length - _at)
            return false;
        _counting = null;
        int length = (int)octets;
        _at += length;
        then(Latin1(_input.AsSpan(_at - length, length)));
        return true;
    }

    // A line of a command that goes on where the line announces octets.
    private void CountedLine(string line)
    {
        var literals = model.Literals!;
        string text = line.EndsWith('\r') ? line[..^1] : line;
        string now = literals.Now < 0 ? "(?!)" : Regex.Escape(((char)literals.Now).ToString());
        var match = Regex.Match(text, $@"{Regex.Escape(((char)literals.Open).ToString())}([0-9]+)({now})?{Regex.Escape(((char)literals.Close).ToString())}\z", RegexOptions.CultureInvariant);
        bool waits = match.Success && !match.Groups[2].Success;
        bool announces = match.Success && (!waits || literals.Continue >= 0);
        text = announces ? text[..match.Index] : text;
        bool isFirst = _begun is null;
        if (isFirst)
            Begin(Encoding.Latin1.GetBytes(text));
        var begun = _begun!;
        begun.Length += line.Length + 1;
        if (!isFirst && begun.Length > model.Lines.Drain)
        {
            _begun = null;
            Event(OtherwiseInput.EndlessLine);
            return;
        }

        begun.Find(begun.Length > LongestCommand ? Fault.TooLong : !line.EndsWith('\r') && !TakesBareLineFeed ? Fault.BareLineFeed : Fault.None);
        begun.Text.Append(text);
        if (announces)
            Announce(BigInteger.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), waits);
        else
            EndCounted();
    }

    private void Begin(byte[] line)
    {
        _command = null;
        _captured.Clear();
        _texts.Clear();
        var rest = BehindPrefix(line);
        _begun = new(line.Length - rest.Length, Find(Verb(rest)));
    }

    private void Announce(BigInteger octets, bool waits)
    {
        var begun = _begun!;
        begun.Announced += octets;
        begun.Find(begun.Announced > settings.Limits[model.Limits[model.Literals!.Limit].Name] ? Fault.TooBig : Fault.None);
        if (begun.Fault != Fault.None && waits)
        {
            EndCounted();
            return;
        }

        if (waits)
            Say(model.Literals.Continue);
        begun.Text.Append('\n');
        _counting = (octets, _texts.Add);
    }

    private void EndCounted()
    {
        var begun = _begun!;
        _begun = null;
        switch (begun.Fault)
        {
            case Fault.TooLong:
                TooLong(begun.Command);
                break;
            case Fault.TooBig:
                Answer((model.Literals?.TooBig ?? model.Arrays?.TooBig)!);
                break;
            case Fault.UnknownVerb:
                Error(OtherwiseInput.UnknownVerb);
                break;
            case Fault.BareLineFeed:
                Event(OtherwiseInput.BareLineFeed);
                break;
            default:
                string text = begun.Text.ToString();
                var rest = Encoding.Latin1.GetBytes(text).AsSpan(begun.VerbAt);
                var command = Find(Verb(rest));
                if (begun.Length > (command is { LineMax: > 0 and var own } ? own : model.Lines.Max))
                    TooLong(command);
                else
                    Command(rest, text);
                break;
        }
    }

    // What is not the answer of a command, and does not count like one.
    private void Answer(OutcomeModel outcome)
    {
        Flags = (Flags | outcome.Sets) & ~outcome.Clears;
        if (outcome.Target >= 0)
            Enter(outcome.Target);
        if (outcome.Reply >= 0)
            Say(outcome.Reply);
    }

    private int LongestCommand => model.Commands.Select(command => command.LineMax).Append(model.Lines.Max).Max();

    private bool TakesBareLineFeed => IsOn(model.Otherwise.First(o => o.Input == OtherwiseInput.BareLineFeed).Unless);

    // What a part of a line stands for, from its first octet.
    private string Counted(string line, int start, string part) => part == "\n" ? _texts[line[..start].Count(octet => octet == '\n')] : part;

    // The part with all that it stands for.
    private string Expanded(string line, int start, string part)
    {
        int next = line[..start].Count(octet => octet == '\n');
        return string.Concat(part.Select(octet => octet == '\n' ? _texts[next++] : octet.ToString()));
    }

    private sealed class Begun(int verbAt, CommandModel? command)
    {
        public int VerbAt => verbAt;

        public CommandModel? Command { get; set; } = command;

        public StringBuilder Text { get; } = new();

        public long Length { get; set; }

        public BigInteger Announced { get; set; }

        public Fault Fault { get; private set; }

        public void Find(Fault fault) => Fault = Fault == Fault.None ? fault : Fault;
    }
}
