namespace SmtpGen.Runtime;

// What an observer is told. Replies are told when the next thing is read or sent, so that each follows its command.
public abstract partial class ServerMachine
{
    private int _told;

    /// <summary>Tells the replies that were written since the last time.</summary>
    internal void ObserveReplies()
    {
        if (Observer is null)
            return;
        if (Output.Length > _told)
            Observer.OnReplies(Output.Written.Span[_told..]);
        _told = Output.Length;
    }

    /// <summary>What was written since the last time is a body, or a part of one.</summary>
    internal void ObserveOutgoing(int octets)
    {
        Observer?.OnBody(octets);
        _told = Output.Length;
    }

    /// <summary>What was written is sent and gone.</summary>
    internal void ClearOutput()
    {
        Output.Clear();
        _told = 0;
    }

    private void Observe(ReadOnlySpan<byte> line)
    {
        if (Observer is null)
            return;
        ObserveReplies();
        Observer.OnCommand(line);
    }
}
