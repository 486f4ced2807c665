namespace SmtpGen.Runtime;

/// <summary>
/// Replies that nobody asked for, made by any thread, until the session sends them between two replies of its own. Whether
/// the state allows one is looked at again then.
/// </summary>
internal sealed class PushQueue(ServerMachine machine)
{
    // A client that does not read must not keep octets without end.
    private const int MaxOctets = 262144;

    private readonly Lock _gate = new();
    private readonly ReplyBuffer _octets = machine.NewBuffer();
    private readonly List<(int Push, int Length)> _replies = [];
    private bool _isOver;

    /// <summary>Adds a reply; false when it is not sent.</summary>
    public bool TryAdd(int push, ReadOnlySpan<ReplyValue> values)
    {
        lock (_gate)
        {
            if (_isOver || !machine.MayPush(push) || _octets.Length >= MaxOctets)
                return false;
            int before = _octets.Length;
            machine.WritePush(push, values, _octets);
            _replies.Add((push, _octets.Length - before));
            return true;
        }
    }

    /// <summary>Moves what may be sent now after the replies that wait.</summary>
    public void MoveTo(ReplyBuffer output)
    {
        lock (_gate)
        {
            int at = 0;
            foreach (var (push, length) in _replies)
            {
                if (machine.MayPush(push))
                    output.Write(_octets.Written.Span.Slice(at, length));
                at += length;
            }

            _replies.Clear();
            _octets.Clear();
        }
    }

    /// <summary>The session is over: nothing more is sent.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _replies.Clear();
            _octets.Clear();
        }
    }
}
