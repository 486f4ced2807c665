namespace SmtpGen.Runtime;

// Octets after a command's line, whose number the command says. They are read whatever is wrong with the command, as is the line end after
// them with all that stands before it, so that none of it is taken for a command.
public abstract partial class ServerMachine
{
    private const int LineEndLength = 2;

    private int _dataOutcome;
    private int _dataArgumentsAt;
    private bool _isRefused;

    /// <summary>The octets that stood after the line of the command.</summary>
    protected CommandText DataText() => new(_counted![_counted.Count - 1], true);

    private void BeginData(ServerData data, int outcome, ReadOnlySpan<byte> line, int argumentsAt)
    {
        _held!.Clear();
        _held.Append(line);
        _dataOutcome = outcome;
        _dataArgumentsAt = argumentsAt;
        BeginCounted(_chunkOctets, IsTooBig(data) ? Keeping.Nothing : Keeping.Text, Mode.DataEnd);
    }

    private bool IsTooBig(ServerData data) => _chunkOctets > (ulong)Configuration.ValueOf(data.Limit);

    // False when the line end is not there yet.
    private bool ReadDataEnd(ref ReadOnlySpan<byte> input)
    {
        var status = _lines.Read(ref input, LineEndLength, out var line);
        if (status == LineStatus.Incomplete)
            return false;
        _hasMore = !input.IsEmpty;
        _mode = Mode.Command;
        bool isEnd = line.IsEmpty && (status == LineStatus.Complete || (status == LineStatus.BareLineFeed && IsOn(_table.BareLineFeedOption)));
        if (status == LineStatus.Endless)
            Raise(ServerEvent.EndlessLine);
        else if (_elements > 0)
            EndElement(isEnd);
        else
            EndData(Command!, isEnd);
        return true;
    }

    private void EndData(ServerCommand command, bool isEnd)
    {
        if (_isRefused)
        {
            _isRefused = false;
            AnswerHeld();
        }
        else if (IsTooBig(command.Data!))
        {
            Apply(command.Data!.TooBig, default);
        }
        else if (!isEnd)
        {
            Apply(command.Data!.BadFraming, default);
        }
        else if (command.Upgrades && _hasMore)
        {
            Answer(ServerEvent.SentAhead);
        }
        else
        {
            Take(command, _dataOutcome, _held!.Span, _dataArgumentsAt);
        }
    }
}
