namespace SmtpGen.Runtime.Client;

// What the server says.
public abstract partial class ClientMachine
{
    private readonly Queue<ClientReply> _unsolicited = new();
    private List<ClientReply> _before = [];

    /// <summary>Whether the protocol has replies that nobody asks for.</summary>
    internal bool HasUnsolicited => _table.Server?.Unsolicited.Length > 0;

    /// <summary>What the server said last before it should have answered; empty where it said nothing.</summary>
    internal string LastBefore => _before.Count > 0 ? _before[^1].ToString() : "";

    /// <summary>Takes octets until the reply to the oldest command that has none yet is whole; null when more are needed.</summary>
    /// <param name="input">What the server sent; what was read is cut off.</param>
    /// <exception cref="ProtocolViolationException">What came is not a reply, or not one that may come now.</exception>
    public ClientReply? Read(ref ReadOnlySpan<byte> input)
    {
        bool isDue = _pending.TryPeek(out var answered);
        if (_end is not null)
            RequireOpen($"{(isDue ? $"The reply to {answered.Command}" : "No reply")} can be read");
        if (!isDue)
            throw new InvalidOperationException("No reply is due; send a command first.");
        EndsBody();
        while (_reader.Read(ref input, new AwaitedReply(answered.Action, _state, answered.Tag)) is { } received)
        {
            if (received.Role != ReplyRole.Answer)
            {
                Keep(received, answered.Command);
                continue;
            }

            var next = ReplyResolution.Next(_table, _state, answered, received.Declared, received.Code);
            var reply = new ClientReply(received, _table, answered.Command, _table.StateName(next.State), _before);
            _before = [];
            Apply(answered, reply, next);
            return reply;
        }

        return null;
    }

    /// <summary>Takes octets until a reply is whole that nobody asked for; null when more are needed.</summary>
    /// <param name="input">What the server sent; what was read is cut off.</param>
    /// <exception cref="ProtocolViolationException">What came is not a reply, or not one that may come now.</exception>
    /// <exception cref="InvalidOperationException">A reply is due that is asked for; read it first. Or the protocol has none that nobody asks for.</exception>
    public ClientReply? ReadUnsolicited(ref ReadOnlySpan<byte> input)
    {
        if (_unsolicited.TryDequeue(out var known))
            return known;
        RequireOpen("Nothing can be read");
        if (!HasUnsolicited)
            throw new InvalidOperationException($"{_table.Protocol} has no reply that comes unasked.");
        if (_pending.Count > 0)
            throw new InvalidOperationException($"Read the reply to {NextDue} first; what comes before it is kept.");
        EndsBody();
        if (_reader.Read(ref input, new AwaitedReply(-1, _state, "")) is not { } received)
            return null;
        Keep(received with { Role = ReplyRole.Unsolicited }, "nothing");
        return _unsolicited.Dequeue();
    }

    private void Keep(ReceivedReply received, string command)
    {
        var reply = new ClientReply(received, _table, command, StateName, []);
        if (received.Role == ReplyRole.Before)
            _before.Add(reply);
        else
            _unsolicited.Enqueue(reply);
        Transcript?.Invoke(new TranscriptEntry(TranscriptKind.Received, reply.ToString(), StateName) { Reply = reply });
    }

    // All replies to one body lead to the same state, and the last of them moves there.
    private void Apply(PendingAction answered, ClientReply reply, ReplyEffect next)
    {
        if (++_answers >= Replies(answered) || next.EndsAction)
        {
            _pending.Dequeue();
            _answers = 0;
            _state = next.State;
        }

        if (!reply.IsPositive)
            _lastRefusal = $" The last refusal was \"{reply}\" to {answered.Command}.";
        else if (_table.KeepsCount(answered.Action, _state))
            _successes[answered.Action] = _successes.GetValueOrDefault(answered.Action) + 1;
        foreach (int counted in _successes.Keys)
        {
            if (!_table.KeepsCount(counted, _state))
                _successes.Remove(counted);
        }

        if (_pending.Count == 0)
            _ahead = _state;
        Transcript?.Invoke(new TranscriptEntry(TranscriptKind.Received, reply.ToString(), StateName) { Reply = reply });
        switch (next.Effect)
        {
            case ClientEffect.ListsExtensions:
                ListedExtensions = ServerCapabilities.Of(reply.Lines.Skip(_table.LinesBeforeExtensions(reply.Declared)));
                break;
            case ClientEffect.ForgetsExtensions:
                ListedExtensions = ServerCapabilities.None;
                break;
            case ClientEffect.Secures:
                ListedExtensions = ServerCapabilities.None;
                _isSecuring = true;
                break;
            case ClientEffect.SendsBody:
                _body = ReceivedBody.Follows;
                break;
        }

        if (_body == ReceivedBody.None && reply.IsPositive && IsEverFollowed(answered.Action))
            _body = ReceivedBody.MayFollow;
    }
}
