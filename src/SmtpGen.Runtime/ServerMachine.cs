namespace SmtpGen.Runtime;

/// <summary>
/// The part of a server's state machine that is the same for every protocol: lines, bodies, errors. It never touches a
/// socket: octets go in as spans, replies collect in <see cref="Output"/>. Cutting the input differently never changes
/// output or events.
/// </summary>
public abstract partial class ServerMachine
{
    private readonly int _maxLine;
    private readonly LineReader _lines;
    private Mode _mode;
    private int _maxExchange;
    private ulong _toSkip;
    private long _errors;

    /// <summary>A machine that has not greeted yet.</summary>
    /// <param name="options">Configuration; read while the session goes on.</param>
    /// <param name="maxLine">Longest command line that is parsed, in octets, CRLF included.</param>
    /// <param name="maxExchange">Longest line of any kind.</param>
    /// <param name="maxDrain">Most octets of one line that are read and thrown away.</param>
    /// <param name="output">Where the replies go.</param>
    protected ServerMachine(ProtocolOptions options, int maxLine, int maxExchange, int maxDrain, ReplyBuffer output)
    {
        Configuration = options;
        _maxLine = maxLine;
        _lines = new LineReader(Math.Max(maxLine, maxExchange), maxDrain);
        Output = output;
    }

    private enum Mode : byte
    {
        Command,
        Decision,
        Body,
        ChunkEnd,
        BodyDecision,
        Exchange,
        Skip,
        Upgrade,
        Send,
        Closed,
    }

    /// <summary>The replies that wait to be sent.</summary>
    public ReplyBuffer Output { get; }

    /// <summary>Whether the final state was reached.</summary>
    public bool IsClosed => _mode == Mode.Closed;

    /// <summary>What follows the output; null unless the step is <see cref="MachineStep.Send"/>.</summary>
    public Stream? Outgoing { get; private set; }

    /// <summary>What the session waits for when it needs input.</summary>
    public Wait Wait => _mode is Mode.Body or Mode.Skip
        ? new(Configuration.DataBlockWait, true, IsBodyOpen: true)
        : new(Configuration.CommandWait, false, _lines.Under, IsBodyOpen);

    /// <summary>Whether the connection can be encrypted, or is; where it cannot, no command that does so is offered.</summary>
    public bool CanSecure { get; set; } = true;

    /// <summary>Whether the server stops: the next command is not read, and <see cref="ServerEvent.Shutdown"/> is answered instead.</summary>
    public bool IsStopping { get; set; }

    /// <summary>The configuration all protocols share.</summary>
    public ProtocolOptions Configuration { get; }

    /// <summary>Told of what is read and answered; null: nobody.</summary>
    internal ISessionObserver? Observer { get; set; }

    /// <summary>How many protocol errors are answered before the session ends.</summary>
    protected virtual long MaxErrors => long.MaxValue;

    /// <summary>Whether octets behind the current line have arrived already.</summary>
    protected bool HasMore { get; private set; }

    /// <summary>Runs until input runs out or somebody else has to act.</summary>
    /// <param name="input">The octets; what was consumed is cut off its front.</param>
    public MachineStep Advance(ref ReadOnlySpan<byte> input)
    {
        while (true)
        {
            switch (_mode)
            {
                case Mode.Decision or Mode.BodyDecision:
                    return MachineStep.Decision;
                case Mode.Body:
                    return MachineStep.Body;
                case Mode.Upgrade:
                    return MachineStep.Upgrade;
                case Mode.Send:
                    return MachineStep.Send;
                case Mode.Closed:
                    input = default;
                    _lines.Release();
                    return MachineStep.Closed;
                case Mode.Skip:
                    if (!Skip(ref input))
                        return MachineStep.NeedInput;
                    continue;
                case Mode.Exchange:
                    if (!ReadExchange(ref input))
                        return MachineStep.NeedInput;
                    continue;
            }

            if (TakeAbandoned())
                return MachineStep.BodyAbandoned;
            if (IsStopping)
                Raise(ServerEvent.Shutdown);
            else if (!ReadCommand(ref input))
                return MachineStep.NeedInput;
        }
    }

    /// <summary>Answers an event from outside the conversation, such as <see cref="ServerEvent.Idle"/>.</summary>
    public void Raise(ServerEvent what)
    {
        if (_mode == Mode.Closed)
            return;
        _mode = Mode.Command;
        OnEvent(what);
    }

    /// <summary>Answers for a handler that threw; a body it was reading, or its chunk, must have been read to its end.</summary>
    public void FailDecision()
    {
        bool inBody = _mode is Mode.Body or Mode.BodyDecision or Mode.ChunkEnd;
        bool isEarly = _mode == Mode.ChunkEnd;
        _mode = Mode.Command;
        if (inBody)
            CloseBody();
        OnHandlerFailed(inBody, isEarly);
    }

    /// <summary>The connection is encrypted, from its start or after <see cref="MachineStep.Upgrade"/>.</summary>
    public void EndUpgrade()
    {
        if (_mode == Mode.Upgrade)
            _mode = Mode.Command;
        OnSecured();
    }

    /// <summary><see cref="Outgoing"/> was sent.</summary>
    public void EndSend()
    {
        Outgoing = null;
        _mode = Mode.Command;
    }

    /// <summary>Whether the spaces at the end of a command line, which has some, belong to its arguments.</summary>
    protected virtual bool KeepsSpaces(ReadOnlySpan<byte> line) => false;

    /// <summary>Reads one command line, without its line end, and without trailing spaces unless they belong to its arguments.</summary>
    /// <param name="line">The line.</param>
    /// <param name="length">Its octets as they were sent, line end included.</param>
    protected abstract void OnLine(ReadOnlySpan<byte> line, long length);

    /// <summary>A command line was longer than allowed.</summary>
    /// <param name="start">Its beginning.</param>
    protected virtual void OnLineTooLong(ReadOnlySpan<byte> start) => Refuse(ServerEvent.LineTooLong);

    /// <summary>Reads a line that is no command.</summary>
    protected virtual void OnExchange(ReadOnlySpan<byte> line) => throw new NotSupportedException();

    /// <summary>A line that is no command was longer than allowed.</summary>
    protected virtual void OnExchangeTooLong() => throw new NotSupportedException();

    /// <summary>What was to be skipped is skipped; the refusal that was held back may be said.</summary>
    protected virtual void OnSkipped() => throw new NotSupportedException();

    /// <summary>The connection is encrypted.</summary>
    protected virtual void OnSecured()
    {
    }

    /// <summary>Answers an event.</summary>
    protected abstract void OnEvent(ServerEvent what);

    /// <summary>A handler threw.</summary>
    /// <param name="inBody">Whether it was reading a body.</param>
    /// <param name="isEarly">Whether more of the body was to follow.</param>
    protected abstract void OnHandlerFailed(bool inBody, bool isEarly);

    /// <summary>Whether a line that begins so belongs to another protocol.</summary>
    protected virtual bool IsForeignOctet(byte octet) => false;

    /// <summary>Answers a protocol error, or ends the session when there were too many.</summary>
    protected void Refuse(ServerEvent error) => OnEvent(CountError() ? error : ServerEvent.TooManyErrors);

    /// <summary>Counts a protocol error; false when there were too many.</summary>
    protected bool CountError() => _errors++ < MaxErrors;

    /// <summary>Keeps the line until the command is answered, and waits for the answer.</summary>
    protected ReadOnlyMemory<byte> AwaitDecision(ReadOnlySpan<byte> line)
    {
        _mode = Mode.Decision;
        return _lines.Keep(line);
    }

    /// <summary>Waits for an answer that needs no line.</summary>
    protected void AwaitDecision() => _mode = Mode.Decision;

    /// <summary>The decision was made; commands go on.</summary>
    /// <exception cref="InvalidOperationException">No decision is awaited.</exception>
    protected void EndDecision()
    {
        if (_mode != Mode.Decision)
            throw new InvalidOperationException("No command waits for an answer.");
        _mode = Mode.Command;
    }

    /// <summary>Reads a line next that is no command.</summary>
    /// <param name="maxLine">Longest line in octets, line end included.</param>
    protected void BeginExchange(int maxLine)
    {
        _maxExchange = maxLine;
        _mode = Mode.Exchange;
    }

    /// <summary>Skips octets before anything else is read.</summary>
    protected void BeginSkip(ulong octets)
    {
        _toSkip = octets;
        _mode = Mode.Skip;
    }

    /// <summary>Waits until the connection is encrypted.</summary>
    protected void BeginUpgrade() => _mode = Mode.Upgrade;

    /// <summary>Sends lines behind the reply.</summary>
    protected void BeginSend(Stream outgoing)
    {
        Outgoing = outgoing;
        _mode = Mode.Send;
    }

    /// <summary>The final state was reached.</summary>
    protected void Close() => _mode = Mode.Closed;

    // False when the line is not complete.
    private bool ReadCommand(ref ReadOnlySpan<byte> input)
    {
        if (!input.IsEmpty && _lines.IsAtStart && IsForeignOctet(input[0]))
        {
            Raise(ServerEvent.Foreign);
            return true;
        }

        var status = _lines.Read(ref input, _maxLine, out var line);
        HasMore = !input.IsEmpty;
        switch (status)
        {
            case LineStatus.Incomplete:
                return false;
            case LineStatus.TooLong:
                Observe(line);
                OnLineTooLong(line);
                break;
            default:
                Observe(line);
                if (IsLine(status))
                    OnLine(TrimEnd(line), _lines.Length);
                break;
        }

        return true;
    }

    // Trailing spaces are tolerated (RFC 5321 section 4.1.1), unless they are part of a password, say.
    private ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line)
    {
        var trimmed = TakesAnyBlanks ? line.TrimEnd(s_blanks) : line.TrimEnd((byte)' ');
        return trimmed.Length < line.Length && KeepsSpaces(line) ? line : trimmed;
    }

    private bool ReadExchange(ref ReadOnlySpan<byte> input)
    {
        var status = _lines.Read(ref input, _maxExchange, out var line);
        if (status == LineStatus.Incomplete)
            return false;
        _mode = Mode.Command;
        ObserveReplies();
        Observer?.OnExchange();
        if (status == LineStatus.TooLong)
            OnExchangeTooLong();
        else if (IsLine(status))
            OnExchange(line);
        return true;
    }

    // False when the line is none and the session ends over it.
    private bool IsLine(LineStatus status)
    {
        if (status == LineStatus.Complete || (status == LineStatus.BareLineFeed && IsOn(BareLineFeedOption)))
            return true;
        if (status == LineStatus.BareLineFeed)
            Miss(BareLineFeedOption);
        Raise(status == LineStatus.Endless ? ServerEvent.EndlessLine : ServerEvent.BareLineFeed);
        return false;
    }

    private bool Skip(ref ReadOnlySpan<byte> input)
    {
        int skipped = (int)Math.Min((ulong)input.Length, _toSkip);
        input = input[skipped..];
        _toSkip -= (ulong)skipped;
        if (_toSkip > 0)
            return false;
        _mode = Mode.Command;
        OnSkipped();
        return true;
    }
}
