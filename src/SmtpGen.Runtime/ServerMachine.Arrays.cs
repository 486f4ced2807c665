namespace SmtpGen.Runtime;

// Commands that come as arrays of counted octets. Their line is the verb and, for each other element, a space and what stands for a text. What is
// wrong with one is answered when all of it was read; what is not an array ends the session.
public abstract partial class ServerMachine
{
    // How many elements have not come yet, the one under way included; 0: no array is under way.
    private ulong _elements;
    private bool _isVerb;

    // Whether the line is not one: an array begins with it, or it says nothing.
    private bool TakesArray(LineStatus status, ReadOnlySpan<byte> line)
    {
        if (status == LineStatus.Endless || (status == LineStatus.BareLineFeed && !IsOn(_table.BareLineFeedOption)))
            return false;
        if (line.IsEmpty)
            return true;
        if (line[0] != _table.Arrays!.Array)
            return false;
        if (status == LineStatus.TooLong)
            FailArray();
        else if (CountedNumber.TryRead(line[1..], out ulong count))
            BeginArray(count);
        else if (!line[1..].SequenceEqual("-1"u8))
            FailArray();
        return true;
    }

    private void BeginArray(ulong count)
    {
        if (count == 0)
            return;
        Begin();
        _commandNumber = -1;
        _verbNumber = -1;
        _isLineKept = false;
        _commandLength = LineEndLength;
        _announced = 0;
        _fault = CommandFault.None;
        _elements = count;
        _isVerb = true;
        _mode = Mode.Element;
    }

    // False when the line that counts the octets of an element is not complete.
    private bool ReadElement(ref ReadOnlySpan<byte> input)
    {
        var status = _lines.Read(ref input, _index.LongestCommand, out var line);
        if (status == LineStatus.Incomplete)
            return false;
        _mode = Mode.Command;
        if (status == LineStatus.TooLong)
            FailArray();
        else if (IsLine(status))
            BeginElement(line);
        return true;
    }

    private void BeginElement(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != _table.Arrays!.Element || !CountedNumber.TryRead(line[1..], out ulong octets))
        {
            FailArray();
            return;
        }

        _announced = CountedNumber.Sum(_announced, octets);
        _commandLength = _isVerb ? LineEndLength + (long)Math.Min(octets, int.MaxValue) : Math.Min(_commandLength + 2, int.MaxValue);
        if (_fault == CommandFault.None && _commandLength > _index.LongestCommand)
            _fault = CommandFault.TooLong;
        else if (_fault == CommandFault.None && _announced > (ulong)Configuration.ValueOf(_table.Arrays.Limit))
            _fault = CommandFault.TooBig;
        BeginCounted(octets, _fault != CommandFault.None ? Keeping.Nothing : _isVerb ? Keeping.Line : Keeping.Text, Mode.DataEnd);
    }

    private void EndElement(bool isEnd)
    {
        if (!isEnd)
        {
            FailArray();
            return;
        }

        if (_fault == CommandFault.None && _isVerb)
            EndVerb();
        else if (_fault == CommandFault.None)
            _held!.Append([(byte)' ', CountedTexts.Mark]);
        _isVerb = false;
        if (--_elements == 0)
            EndArray();
        else
            _mode = Mode.Element;
    }

    // A verb holds nothing that could end it in a line.
    private void EndVerb()
    {
        Observe(_held!.Span);
        if (_held.Span.ContainsAnyInRange((byte)0, (byte)' '))
            _fault = CommandFault.UnknownVerb;
        else
            _verbNumber = Find(_held.Span);
    }

    private void EndArray()
    {
        switch (_fault)
        {
            case CommandFault.None:
                OnLine(_held!.Span);
                break;
            case CommandFault.TooLong:
                OnLineTooLong(_verbNumber);
                break;
            case CommandFault.TooBig:
                Apply(_table.Arrays!.TooBig, default);
                break;
            default:
                Refuse(ServerEvent.UnknownVerb);
                break;
        }
    }

    private void FailArray()
    {
        _elements = 0;
        Apply(_table.Arrays!.BadFraming, default);
    }
}
