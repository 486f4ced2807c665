namespace SmtpGen.Runtime;

/// <summary>
/// The state machine of a server: it walks the table of a protocol. It never touches a socket: octets go in as spans, replies
/// collect in <see cref="Output"/>. Cutting the input differently never changes output or events. Generated machines add the
/// protocol's own types.
/// </summary>
public abstract partial class ServerMachine
{
    private readonly ServerTable _table;
    private readonly ServerIndex _index;
    private readonly LineReader _lines;
    private Mode _mode;

    /// <summary>A machine that has not greeted yet.</summary>
    /// <param name="table">The protocol.</param>
    /// <param name="options">Configuration; read while the session goes on.</param>
    protected ServerMachine(ServerTable table, ProtocolOptions options)
    {
        _table = table;
        _index = table.Index;
        _lines = new LineReader(_index.LongestLine, table.Lines.Drain, table.Literals);
        _counted = table.CountsOctets ? new() : null;
        _held = table.CountsOctets ? new() : null;
        _registers = new int[_index.RegisterCount];
        _valueRegisters = new int[_index.ValueRegisterCount];
        _successes = new long[table.Commands.Length];
        _tallies = new long[table.Tallies.Length];
        _prefixRegisters = new int[table.Prefix is { } prefix ? table.Grammar(prefix.Grammar).RegisterCount : 0];
        _prefixRegisters.AsSpan().Fill(-1);
        _words = new ReadOnlyMemory<byte>[table.WordCount];
        StateNumber = table.InitialState;
        Configuration = options;
        Output = NewBuffer();
    }

    private enum Mode : byte
    {
        Command,
        Decision,
        Body,
        ChunkEnd,
        BodyDecision,
        Exchange,
        Counted,
        DataEnd,
        Element,
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
    public Wait Wait => _mode is Mode.Body or Mode.Skip or Mode.Counted or Mode.DataEnd or Mode.Element
        ? new(Configuration.DataBlockWait, true, IsBodyOpen: true)
        : new(Configuration.CommandWait, false, _lines.Under, _isBodyOpen || _isContinued);

    /// <summary>Whether the connection can be encrypted, or is; where it cannot, commands that encrypt it are not offered.</summary>
    public bool CanSecure { get; set; } = true;

    /// <summary>Whether the server stops: the next command is not read, and <see cref="ServerEvent.Shutdown"/> is answered instead.</summary>
    public bool IsStopping { get; set; }

    /// <summary>The configuration all protocols share.</summary>
    public ProtocolOptions Configuration { get; }

    /// <summary>Told of what is read and answered; null: nobody.</summary>
    internal ISessionObserver? Observer { get; set; }

    /// <summary>Begins the conversation: the client has connected.</summary>
    public void Connect()
    {
        _firstOutcome = _table.Connect;
        PendingDecision = _firstOutcome < 0 ? 0 : _table.Outcomes[_firstOutcome].Decision;
        if (PendingDecision == 0)
            Apply(_firstOutcome, default);
        else
            _mode = Mode.Decision;
    }

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
                    ReleaseCounted();
                    return MachineStep.Closed;
                case Mode.Counted:
                    if (!ReadCounted(ref input))
                        return MachineStep.NeedInput;
                    continue;
                case Mode.DataEnd:
                    if (!ReadDataEnd(ref input))
                        return MachineStep.NeedInput;
                    continue;
                case Mode.Element:
                    if (!ReadElement(ref input))
                        return MachineStep.NeedInput;
                    continue;
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
        _isContinued = false;
        _isRefused = false;
        _elements = 0;
        _commandNumber = -1;
        Answer(what);
        // Nobody looks for the end of a line that has none.
        if (what == ServerEvent.EndlessLine)
            Close();
    }

    /// <summary>The connection is encrypted, from its start or after <see cref="MachineStep.Upgrade"/>.</summary>
    public void EndUpgrade()
    {
        if (_mode == Mode.Upgrade)
            _mode = Mode.Command;
        FlagBits |= _table.SecuredFlags;
    }

    /// <summary><see cref="Outgoing"/> was sent.</summary>
    public void EndSend()
    {
        Outgoing = null;
        _mode = Mode.Command;
    }

    /// <summary>Waits until the connection is encrypted.</summary>
    internal void BeginUpgrade() => _mode = Mode.Upgrade;

    /// <summary>Sends the lines that the handler gave after the reply.</summary>
    internal void BeginSend()
    {
        Outgoing = _outgoing ?? Stream.Null;
        _mode = Mode.Send;
    }
}
