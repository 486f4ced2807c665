namespace SmtpGen.Runtime;

// Outcomes: flags, state, counts, reply, and what follows it.
public abstract partial class ServerMachine
{
    private readonly long[] _successes;
    private readonly long[] _tallies;
    private long _errors;

    /// <summary>The state the session is in.</summary>
    protected int StateNumber { get; private set; }

    /// <summary>The flags that are set.</summary>
    protected uint FlagBits { get; private set; }

    private ServerState State => _table.States[StateNumber];

    /// <summary>The session came into a state, which may be the one it was in.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="to">The state now.</param>
    protected abstract void OnStateChanged(int from, int to);

    // Without an outcome the session ends without a word. What a command's own rule answers counts, and makes its parameters hold; what
    // answers a fault, an event or a body in its place does not.
    private void Apply(int number, ReplyContent content, bool isOfRule = false)
    {
        if (number < 0)
        {
            Close();
            return;
        }

        var asked = State;
        int tallied = Tally(number);
        var outcome = _table.Outcomes[tallied];
        var reply = outcome.Reply < 0 ? null : _table.Replies[outcome.Reply];
        bool isPositive = reply is null || reply.IsPositive;
        FlagBits = (FlagBits | outcome.Sets) & ~outcome.Clears;
        if (outcome.Target >= 0)
        {
            if (isPositive && isOfRule)
                FlagBits |= _parameterFlags;
            MoveTo(outcome.Target);
        }

        if (isPositive && isOfRule && _commandNumber >= 0)
            _successes[_commandNumber]++;
        if (reply is not null)
            Write(reply, tallied == number ? content : default, asked);
        outcome.Then?.Begin(this);
        CloseAtEnd();
    }

    private void MoveTo(int target)
    {
        int from = StateNumber;
        StateNumber = target;
        var state = State;
        if (_isBodyOpen && !state.KeepsBody)
            AbandonBody();
        FlagBits &= ~state.Clears;
        foreach (int command in state.Forgets)
            _successes[command] = 0;
        OnStateChanged(from, target);
    }

    private void CloseAtEnd()
    {
        if (State.IsFinal)
            Close();
    }

    private void Close() => _mode = Mode.Closed;

    // Counts an answer; where it is one too many, another takes its place.
    private int Tally(int number)
    {
        var outcome = _table.Outcomes[number];
        if ((outcome.CountedBy | outcome.EndsCountOf) == 0)
            return number;
        for (int i = 0; i < _tallies.Length; i++)
        {
            uint bit = 1u << i;
            if ((outcome.CountedBy & bit) != 0 && IsOneTooMany(i))
                return _table.Tallies[i].Outcome;
            if ((outcome.EndsCountOf & bit) != 0)
                _tallies[i] = 0;
        }

        return number;
    }

    private bool IsOneTooMany(int tally) => _tallies[tally]++ >= Configuration.ValueOf(_table.Tallies[tally].Limit);

    // A refusal that no rule chooses, but a policy, a need or a limit: it counts in the same way.
    private bool Deny(int number)
    {
        var reply = _table.Replies[number];
        for (int i = 0; reply.CountedBy != 0 && i < _tallies.Length; i++)
        {
            if ((reply.CountedBy & (1u << i)) != 0 && IsOneTooMany(i))
            {
                Apply(_table.Tallies[i].Outcome, default);
                return false;
            }
        }

        Write(reply, default(ReplyContent));
        return false;
    }

    private void Answer(ServerEvent what)
    {
        PendingDecision = 0;
        Apply(_index.Outcome(what), default);
    }

    // Answers a protocol error, or ends the session when there were too many.
    private void Refuse(ServerEvent error) => Answer(CountError() ? error : ServerEvent.TooManyErrors);

    // A protocol error that has an answer of its own.
    private void Fail(int outcome)
    {
        if (CountError())
            Apply(outcome, default);
        else
            Answer(ServerEvent.TooManyErrors);
    }

    // False when there were too many.
    private bool CountError() => _errors++ < (_table.ErrorsLimit < 0 ? long.MaxValue : Configuration.ValueOf(_table.ErrorsLimit));
}
