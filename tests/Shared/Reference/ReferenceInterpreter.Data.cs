using System.Globalization;
using System.Numerics;
using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Octets after a command, and commands that come as arrays of counted octets.
internal sealed partial class ReferenceInterpreter
{
    // What is wrong with the octets after the command that is carried out.
    private OutcomeModel? _dataFault;

    private void CountData(CommandModel command, DataModel data, byte[] arguments)
    {
        if (!AutomatonInterpreter.Accepts(command.Arguments!, arguments, Switches))
        {
            BadArguments(command);
            return;
        }

        Capture(command, arguments);
        if (command.Captures.Any(c => c.AsciiOnly && _expanded.GetValueOrDefault(c.Name, "").Any(o => o > 127)))
        {
            BadArguments(command);
            return;
        }

        var octets = BigInteger.Parse(_captured[data.Length], CultureInfo.InvariantCulture);
        _counting = (octets, text => _nextLine = end =>
        {
            _captured[data.Name] = text;
            _dataFault = octets > settings.Limits[model.Limits[data.Limit].Name] ? data.TooBig : IsEnd(end) ? null : data.BadFraming;
            CarryOut(command, arguments);
            _dataFault = null;
        }
        );
    }

    private bool IsEnd(string line) => line == "\r" || (line.Length == 0 && TakesBareLineFeed);

    // False when it is not there yet.
    private bool NextLine()
    {
        int end = Array.IndexOf(_input, (byte)'\n', _at);
        int length = (end < 0 ? _input.Length : end) - _at;
        if (length > model.Lines.Drain)
        {
            _nextLine = null;
            Event(OtherwiseInput.EndlessLine);
            return true;
        }

        if (end < 0)
            return false;
        var then = _nextLine!;
        _nextLine = null;
        string line = Latin1(_input.AsSpan(_at, length));
        _at = end + 1;
        then(line);
        return true;
    }

    // Whether a line begins an array, or says nothing.
    private bool TakesArray(string line)
    {
        string text = line.TrimEnd('\r');
        if (model.Arrays is not { } arrays || (line.Length == text.Length && !TakesBareLineFeed) || line.Length > text.Length + 1)
            return false;
        if (text.Length == 0)
            return true;
        if (text[0] != arrays.Array)
            return false;
        if (line.Length + 1 <= LongestCommand && text[1..] == "-1")
            return true;
        if (line.Length + 1 > LongestCommand || !IsNumber(text[1..]))
        {
            Answer(arrays.BadFraming);
            return true;
        }

        var count = BigInteger.Parse(text[1..], CultureInfo.InvariantCulture);
        if (!count.IsZero)
        {
            _command = null;
            _captured.Clear();
            _texts.Clear();
            _begun = new(0, null) { Length = 2 };
            _nextLine = header => Element(arrays, count, true, header);
        }

        return true;
    }

    private void Element(ArraysModel arrays, BigInteger left, bool isVerb, string line)
    {
        string text = line.EndsWith('\r') ? line[..^1] : line;
        bool isTooLong = line.Length + 1 > LongestCommand;
        if (!isTooLong && text.Length == line.Length && !TakesBareLineFeed)
        {
            _begun = null;
            Event(OtherwiseInput.BareLineFeed);
            return;
        }

        if (isTooLong || text.Length == 0 || text[0] != arrays.Element || !IsNumber(text[1..]))
        {
            _begun = null;
            Answer(arrays.BadFraming);
            return;
        }

        var begun = _begun!;
        var octets = BigInteger.Parse(text[1..], CultureInfo.InvariantCulture);
        begun.Announced += octets;
        begun.Length += isVerb ? (long)BigInteger.Min(octets, int.MaxValue) : 2;
        begun.Find(begun.Length > LongestCommand ? Fault.TooLong : begun.Announced > settings.Limits[model.Limits[arrays.Limit].Name] ? Fault.TooBig : Fault.None);
        _counting = (octets, element => _nextLine = end =>
        {
            if (!IsEnd(end))
            {
                _begun = null;
                Answer(arrays.BadFraming);
                return;
            }

            if (isVerb && begun.Fault == Fault.None)
                begun.Command = Find(Verb(Encoding.Latin1.GetBytes(element)));
            if (isVerb && element.Any(octet => octet <= ' '))
                begun.Find(Fault.UnknownVerb);
            begun.Text.Append(isVerb ? element : " \n");
            if (!isVerb)
                _texts.Add(element);
            if (left.IsOne)
                EndCounted();
            else
                _nextLine = header => Element(arrays, left - 1, false, header);
        }
        );
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
