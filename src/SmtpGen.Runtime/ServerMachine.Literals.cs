namespace SmtpGen.Runtime;

// Commands of several lines: octets that a line announces at its end come before the next one. What is wrong with a part is answered when the
// whole command was read, so that no part of it is taken for another command; or at once where the client waits.
public abstract partial class ServerMachine
{
    private bool _isContinued;
    private CommandFault _fault;
    private ulong _announced;
    private int _verbNumber;

    private enum CommandFault : byte
    {
        None,
        TooLong,
        TooBig,
        BareLineFeed,
        UnknownVerb,
    }

    private void ReadPart(LineStatus status, ReadOnlySpan<byte> line)
    {
        if (status == LineStatus.Endless)
        {
            Raise(ServerEvent.EndlessLine);
            return;
        }

        var announced = _lines.Announced;
        bool announces = announced.IsWhole && (announced.IsMarked || _table.Literals!.Continue >= 0);
        if (announces)
            line = line[..(int)Math.Min(line.Length, _lines.Length - 1 - announced.LengthWithReturn)];
        if (!_isContinued)
            BeginCommand(line);
        _commandLength += _lines.Length;
        // A command of very many lines is as endless as a line that is very long.
        if (_isContinued && _commandLength > _table.Lines.Drain)
        {
            Raise(ServerEvent.EndlessLine);
            return;
        }

        if (_fault == CommandFault.None)
            _fault = FaultOf(status);
        if (announces)
            Announce(announced.Octets, announced.IsMarked, line);
        else
            EndCommand(line);
    }

    private void BeginCommand(ReadOnlySpan<byte> line)
    {
        Begin();
        _commandNumber = -1;
        _isLineKept = false;
        _commandLength = 0;
        _announced = 0;
        _fault = CommandFault.None;
        ReadPrefix(line[..Math.Min(line.Length, _index.LongestLine)]);
        _verbNumber = Find(line);
    }

    private CommandFault FaultOf(LineStatus status)
    {
        if (status == LineStatus.TooLong || _commandLength > _index.LongestCommand)
            return CommandFault.TooLong;
        return status == LineStatus.BareLineFeed && !IsOn(_table.BareLineFeedOption) ? CommandFault.BareLineFeed : CommandFault.None;
    }

    private void Announce(ulong octets, bool isMarked, ReadOnlySpan<byte> line)
    {
        var literals = _table.Literals!;
        _announced = CountedNumber.Sum(_announced, octets);
        if (_fault == CommandFault.None && _announced > (ulong)Configuration.ValueOf(literals.Limit))
            _fault = CommandFault.TooBig;
        if (_fault == CommandFault.None)
        {
            _held!.Append(line);
            _held.Append([CountedTexts.Mark]);
        }
        else if (!isMarked)
        {
            // The client waits for the answer, and sends nothing then.
            _isContinued = false;
            AnswerFault();
            return;
        }

        if (!isMarked)
            Write(_table.Replies[literals.Continue], default);
        _isContinued = true;
        BeginCounted(octets, _fault == CommandFault.None ? Keeping.Text : Keeping.Nothing, Mode.Command);
    }

    private void EndCommand(ReadOnlySpan<byte> line)
    {
        bool isOneLine = !_isContinued;
        _isContinued = false;
        if (_fault != CommandFault.None)
        {
            AnswerFault();
        }
        else if (isOneLine)
        {
            OnLine(line);
        }
        else
        {
            _held!.Append(line);
            OnLine(_held.Span);
        }
    }

    private void AnswerFault()
    {
        if (_fault == CommandFault.TooLong)
            OnLineTooLong(_verbNumber);
        else if (_fault == CommandFault.TooBig)
            Apply(_table.Literals!.TooBig, default);
        else
            IsLine(LineStatus.BareLineFeed);
    }
}
