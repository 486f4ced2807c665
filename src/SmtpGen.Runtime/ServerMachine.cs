using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

/// <summary>
/// The part of a server's state machine that is the same for every protocol: lines, bodies, errors. It never touches a
/// socket: octets go in as spans, replies collect in <see cref="Output"/>. Cutting the input differently never changes
/// output or events.
/// </summary>
public abstract class ServerMachine
{
    private readonly LineReader _lines;
    private DottedBodyDecoder _body;
    private Mode _mode;
    private long _errors;

    /// <summary>A machine that has not greeted yet.</summary>
    /// <param name="options">Configuration; read while the session goes on.</param>
    /// <param name="maxLine">Longest line that is parsed, in octets, CRLF included.</param>
    /// <param name="maxDrain">Most octets of one line that are read and thrown away.</param>
    /// <param name="maxReply">Longest reply line in octets, CRLF included.</param>
    protected ServerMachine(ProtocolOptions options, int maxLine, int maxDrain, int maxReply)
    {
        Configuration = options;
        _lines = new LineReader(maxLine, maxDrain);
        Output = new ReplyBuffer(maxReply);
    }

    private enum Mode : byte
    {
        Command,
        Decision,
        Body,
        BodyDecision,
        Closed,
    }

    /// <summary>The replies that wait to be sent.</summary>
    public ReplyBuffer Output { get; }

    /// <summary>Whether the final state was reached.</summary>
    public bool IsClosed => _mode == Mode.Closed;

    /// <summary>Whether the next octets are a body.</summary>
    public bool IsInBody => _mode == Mode.Body;

    /// <summary>What the session waits for when it needs input.</summary>
    public Wait Wait => _mode == Mode.Body ? new(Configuration.DataBlockWait, true) : new(Configuration.CommandWait, false);

    /// <summary>The configuration all protocols share.</summary>
    protected ProtocolOptions Configuration { get; }

    /// <summary>How many protocol errors are answered before the session ends.</summary>
    protected virtual long MaxErrors => long.MaxValue;

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
                case Mode.Closed:
                    input = default;
                    _lines.Release();
                    return MachineStep.Closed;
            }

            if (!input.IsEmpty && _lines.IsAtStart && IsForeignOctet(input[0]))
            {
                Raise(ServerEvent.Foreign);
                continue;
            }

            switch (_lines.Read(ref input, out var line))
            {
                case LineStatus.Incomplete:
                    return MachineStep.NeedInput;
                case LineStatus.TooLong:
                    Refuse(ServerEvent.LineTooLong);
                    break;
                case LineStatus.Endless:
                    Raise(ServerEvent.EndlessLine);
                    break;
                case LineStatus.BareLineFeed when !Configuration.AcceptBareLineFeed:
                    Raise(ServerEvent.BareLineFeed);
                    break;
                default:
                    // Trailing spaces are tolerated (RFC 5321 section 4.1.1).
                    OnLine(line.TrimEnd((byte)' '));
                    break;
            }
        }
    }

    /// <summary>Reads octets of a body, with the transparency of its lines undone.</summary>
    /// <param name="input">The octets; what was consumed is cut off its front.</param>
    /// <param name="destination">Where the body's octets go; at least <see cref="DottedBodyDecoder.MinimumDestination"/>.</param>
    /// <param name="written">How many were written.</param>
    public BodyStep ReadBody(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        if (_mode != Mode.Body)
            throw new InvalidOperationException("The machine is not in a body; call Advance.");

        switch (_body.Decode(ref input, destination, out written))
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
                OnBodyTooBig();
                return BodyStep.Refused;
            default:
                // After a framing error nobody knows where commands begin: the session never returns to them.
                OnBodyMalformed();
                Close();
                return BodyStep.Refused;
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

    /// <summary>Answers for a handler that threw; a body it was reading must have been read to its end.</summary>
    public void FailDecision()
    {
        bool inBody = _mode is Mode.Body or Mode.BodyDecision;
        _mode = Mode.Command;
        OnHandlerFailed(inBody);
    }

    /// <summary>Reads one command line, without its line end.</summary>
    protected abstract void OnLine(ReadOnlySpan<byte> line);

    /// <summary>Answers an event.</summary>
    protected abstract void OnEvent(ServerEvent what);

    /// <summary>The body was larger than allowed.</summary>
    protected abstract void OnBodyTooBig();

    /// <summary>The body held a stray CR, LF or NUL.</summary>
    protected abstract void OnBodyMalformed();

    /// <summary>A handler threw.</summary>
    protected abstract void OnHandlerFailed(bool inBody);

    /// <summary>Whether a line that begins so belongs to another protocol.</summary>
    protected virtual bool IsForeignOctet(byte octet) => false;

    /// <summary>Answers a protocol error, or ends the session when there were too many.</summary>
    protected void Refuse(ServerEvent error) => OnEvent(_errors++ < MaxErrors ? error : ServerEvent.TooManyErrors);

    /// <summary>Keeps the line until the command is answered, and waits for the answer.</summary>
    protected ReadOnlyMemory<byte> AwaitDecision(ReadOnlySpan<byte> line)
    {
        _mode = Mode.Decision;
        return _lines.Keep(line);
    }

    /// <summary>Waits for an answer that needs no line.</summary>
    protected void AwaitDecision() => _mode = Mode.Decision;

    /// <summary>The decision was made; commands go on.</summary>
    /// <exception cref="InvalidOperationException">No decision is awaited, or the body is not complete.</exception>
    protected void EndDecision()
    {
        if (_mode is not (Mode.Decision or Mode.BodyDecision))
            throw new InvalidOperationException("No command waits for an answer.");
        _mode = Mode.Command;
    }

    /// <summary>Reads a body next.</summary>
    /// <param name="maxOctets">Most octets it may have.</param>
    protected void BeginBody(long maxOctets)
    {
        _body.Begin(Configuration.Framing, maxOctets, Configuration.AcceptNul);
        _mode = Mode.Body;
    }

    /// <summary>The final state was reached.</summary>
    protected void Close() => _mode = Mode.Closed;
}
