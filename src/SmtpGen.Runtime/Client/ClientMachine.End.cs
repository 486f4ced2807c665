namespace SmtpGen.Runtime.Client;

// The end of the session, other than by a reply.
public abstract partial class ClientMachine
{
    private string? _end;
    private Exception? _cause;

    /// <summary>Whether the session is over: a reply has ended it, or the client cannot go on.</summary>
    public bool IsClosed => _end is not null || _table.IsFinal(_state);

    /// <summary>The session cannot go on, for a reason that is kept, in a sentence; the first one counts.</summary>
    internal void EndSession(string why, Exception? cause = null)
    {
        if (IsClosed)
            return;
        _end = why;
        _cause = cause;
        PendingOutput.Clear();
    }

    /// <summary>A reply that never came, because the session has ended before.</summary>
    internal ClientReply NoReply(string command) =>
        new(new ReceivedReply([], ReplyRole.Answer, 0, -1, IsDotted: false, ""), _table, command, StateName, []);

    private void RequireOpen(string what)
    {
        if (_end is not null)
            throw new SessionEndedException($"{what}: the session is over. {_end} Begin a new one.", _cause);
        if (_table.IsFinal(_ahead))
            throw new SessionEndedException($"{what} in the state {_table.StateName(_ahead)}: the session is over. Begin a new one.");
    }
}
