namespace SmtpGen.Runtime;

// Octets that a refused command announced are not commands: they are skipped before it is answered.
public abstract partial class ServerMachine
{
    private ulong _toSkip;
    private ServerEvent _heldEvent;
    private int _heldReply;

    private void RefuseAfterChunk(ServerEvent error, int reply)
    {
        _heldEvent = error;
        _heldReply = reply;
        _toSkip = _chunkOctets;
        _mode = Mode.Skip;
    }

    private bool Skip(ref ReadOnlySpan<byte> input)
    {
        int skipped = (int)Math.Min((ulong)input.Length, _toSkip);
        input = input[skipped..];
        _toSkip -= (ulong)skipped;
        if (_toSkip > 0)
            return false;
        _mode = Mode.Command;
        if (Command is { Data: not null })
        {
            _isRefused = true;
            _mode = Mode.DataEnd;
            return true;
        }

        AnswerHeld();
        return true;
    }

    private void AnswerHeld()
    {
        if (_heldEvent != ServerEvent.None)
            Refuse(_heldEvent);
        else
            Deny(_heldReply);
    }
}
