using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

// Bodies: as dotted lines, or in chunks between which commands may stand.
public abstract partial class ServerMachine
{
    private DottedBodyDecoder _dotted;
    private ChunkedBodyDecoder _chunked;
    private bool _isChunked;
    private bool _isAbandoned;
    private bool _isBodyOpen;
    private BodyContinuation? _reading;

    /// <summary>Whether the next octets are a body.</summary>
    public bool IsInBody => _mode == Mode.Body;

    /// <summary>How many answers the body gets.</summary>
    public long AnswerCount => _reading is { } reading && _table.Bodies[reading.Body] is { Per: >= 0 } body && body.Decision == PendingDecision
        ? _successes[body.Per]
        : 1;

    // Whether what is wrong with a body shows before its last chunk.
    private bool IsEarly => _isChunked && !_isLastChunk;

    /// <summary>Reads octets of a body, with the transparency of its lines undone.</summary>
    /// <param name="input">The octets; what was consumed is cut off its front.</param>
    /// <param name="destination">Where the body's octets go; at least <see cref="DottedBodyDecoder.MinimumDestination"/>.</param>
    /// <param name="written">How many were written.</param>
    public BodyStep ReadBody(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        if (_mode != Mode.Body)
            throw new InvalidOperationException("The machine is not in a body; call Advance.");
        ObserveReplies();
        int before = input.Length;
        var step = _isChunked ? ReadChunk(ref input, destination, out written) : ReadDotted(ref input, destination, out written);
        Observer?.OnBody(before - input.Length);
        return step;
    }

    /// <summary>Answers a chunk after which more will follow.</summary>
    public void AnswerChunk()
    {
        if (_mode != Mode.ChunkEnd)
            throw new InvalidOperationException("No chunk waits for its answer.");
        _mode = Mode.Command;
        Apply(_reading!.More, default);
    }

    /// <summary>Reads a body next, or a part of it.</summary>
    internal void BeginBody(BodyContinuation reading)
    {
        var body = _table.Bodies[reading.Body];
        bool isRaw = body.RawWhen != 0 && (FlagBits & body.RawWhen) == body.RawWhen;
        bool takesNul = IsOn(body.NulOption);
        long maxOctets = body.Limit < 0 ? long.MaxValue : Configuration.ValueOf(body.Limit);
        _reading = reading;
        _firstOutcome = body.First;
        PendingDecision = body.Decision;
        _mode = Mode.Body;
        _isChunked = reading.More >= 0;
        if (!_isChunked)
        {
            _dotted.Begin(Configuration.Framing, maxOctets, takesNul);
            return;
        }

        if (!_isBodyOpen)
            _chunked.Begin(Configuration.Framing, maxOctets, isRaw, takesNul);
        _chunked.BeginChunk(_chunkOctets);
        _isBodyOpen = true;
    }

    /// <summary>Takes the answer to a body.</summary>
    /// <param name="decision">What was asked.</param>
    /// <param name="choice">The place of the outcome in its rule, counted from one; 0: none was chosen.</param>
    /// <param name="content">What the handler says in the reply.</param>
    /// <exception cref="InvalidOperationException">The machine does not wait for this answer.</exception>
    /// <exception cref="ArgumentException">No outcome was chosen.</exception>
    protected void AnswerBody(int decision, int choice, ReplyContent content)
    {
        Expect(decision, choice);
        AnswerBody(EndBody(), Chosen(choice), content);
    }

    /// <summary>Takes the answers to a body that gets several; one that was not chosen is a temporary failure.</summary>
    /// <param name="decision">What was asked.</param>
    /// <param name="choices">The answers.</param>
    /// <exception cref="InvalidOperationException">The machine does not wait for this answer.</exception>
    protected void AnswerBody(int decision, IReplyChoices choices)
    {
        Expect(decision, choice: 1);
        bool isEarly = EndBody();
        PendingDecision = 0;
        int target = isEarly ? _reading!.AfterRefusal : _table.Outcomes[_firstOutcome].Target;
        for (int i = 0; i < (isEarly ? 1 : choices.Count); i++)
        {
            var (choice, content) = choices.ChoiceOf(i);
            int answer = choice == 0 ? _index.Outcome(ServerEvent.HandlerFailed) : Chosen(choice);
            int tallied = Tally(answer);
            var outcome = _table.Outcomes[tallied];
            WriteReplyOf(outcome, tallied == answer ? content : default);
            // Who ends the session ends it for everybody, when all are answered.
            if (outcome.Target >= 0 && _table.States[outcome.Target].IsFinal)
                target = outcome.Target;
        }

        if (target >= 0)
            MoveTo(target);
        CloseAtEnd();
    }

    private bool EndBody()
    {
        if (_mode is not (Mode.BodyDecision or Mode.ChunkEnd))
            throw new InvalidOperationException("No body waits for an answer.");
        bool isEarly = _mode == Mode.ChunkEnd;
        _isBodyOpen = false;
        _mode = Mode.Command;
        return isEarly;
    }

    // An answer to a body that was refused early goes for every part of it, and leads where such a refusal does.
    private void AnswerBody(bool isEarly, int number, ReplyContent content)
    {
        long more = AnswerCount - 1;
        PendingDecision = 0;
        if (isEarly && number != _index.Closing)
        {
            WriteReplyOf(_table.Outcomes[number], content);
            MoveTo(_reading!.AfterRefusal);
            CloseAtEnd();
            return;
        }

        for (; !isEarly && more > 0; more--)
            WriteReplyOf(_table.Outcomes[number], content);
        Apply(number, content);
    }

    // A handler threw while it read a body: the session goes on where the body's answer would have led.
    private void FailBody(bool isEarly)
    {
        _isBodyOpen = false;
        int failed = _index.Outcome(ServerEvent.HandlerFailed);
        for (long more = isEarly || failed < 0 ? 0 : AnswerCount - 1; more > 0; more--)
            WriteReplyOf(_table.Outcomes[failed], default);
        int target = isEarly ? _reading!.AfterRefusal : _table.Outcomes[_firstOutcome].Target;
        if (target >= 0)
            MoveTo(target);
    }

    private void WriteReplyOf(ServerOutcome outcome, ReplyContent content)
    {
        if (outcome.Reply >= 0)
            Write(_table.Replies[outcome.Reply], content);
    }

    private void RefuseFault(BodyFault fault)
    {
        if (fault == BodyFault.Nul)
            Miss(_table.Bodies[_reading!.Body].NulOption);
        AnswerBody(IsEarly, fault == BodyFault.Nul ? _reading!.Nul : _reading!.BadFraming, default);
    }

    private void RefuseTooBig() => AnswerBody(IsEarly, _table.Bodies[_reading!.Body].TooBig, default);

    // The client gave the open body up.
    private void AbandonBody()
    {
        _isBodyOpen = false;
        _isAbandoned = true;
    }

    private BodyStep ReadDotted(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        switch (_dotted.Decode(ref input, destination, out written))
        {
            case DottedBodyStatus.NeedInput:
                return BodyStep.NeedInput;
            case DottedBodyStatus.NeedSpace:
                return BodyStep.NeedSpace;
            case DottedBodyStatus.Ended:
                _mode = Mode.BodyDecision;
                return BodyStep.Ended;
            case DottedBodyStatus.EndedTooBig:
                _mode = Mode.Command;
                RefuseTooBig();
                return BodyStep.Refused;
            default:
                // After a framing error nobody knows where commands begin: the session never returns to them.
                RefuseFault(_dotted.Fault);
                Close();
                return BodyStep.Refused;
        }
    }

    private BodyStep ReadChunk(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        var status = _chunked.Decode(ref input, destination, out written);
        if (status != ChunkedBodyStatus.ChunkEnded)
            return status == ChunkedBodyStatus.NeedInput ? BodyStep.NeedInput : BodyStep.NeedSpace;
        if (_isLastChunk && written == destination.Length)
            return BodyStep.NeedSpace;
        if (_isLastChunk && _chunked.TryEnd(out byte octet))
            destination[written++] = octet;
        if (_chunked.IsTooBig || _chunked.Fault != BodyFault.None)
        {
            // Chunks are counted, so the session goes on.
            _isBodyOpen = false;
            _mode = Mode.Command;
            if (_chunked.IsTooBig)
                RefuseTooBig();
            else
                RefuseFault(_chunked.Fault);
            return BodyStep.Refused;
        }

        _mode = _isLastChunk ? Mode.BodyDecision : Mode.ChunkEnd;
        return _isLastChunk ? BodyStep.Ended : BodyStep.ChunkEnded;
    }

    private bool TakeAbandoned()
    {
        bool isAbandoned = _isAbandoned;
        _isAbandoned = false;
        return isAbandoned;
    }
}
