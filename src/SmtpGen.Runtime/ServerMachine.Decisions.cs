namespace SmtpGen.Runtime;

// Decisions: what waits for somebody to choose a reply, and what the client said.
public abstract partial class ServerMachine
{
    private readonly int[] _registers;
    private readonly ReadOnlyMemory<byte>[] _words;
    private ReadOnlyMemory<byte> _line;

    // Whether the line is that of the command, and the registers are those of its arguments.
    private bool _isLineKept;
    private Stream? _outgoing;
    private int _firstOutcome;

    /// <summary>What the machine waits for somebody to decide; 0: nothing.</summary>
    protected int PendingDecision { get; private set; }

    /// <summary>Answers for a handler that threw; a body it was reading, or its chunk, must have been read to its end.</summary>
    public void FailDecision()
    {
        bool inBody = _mode is Mode.Body or Mode.BodyDecision or Mode.ChunkEnd;
        bool isEarly = _mode == Mode.ChunkEnd;
        _mode = Mode.Command;
        if (inBody)
            FailBody(isEarly);
        Answer(ServerEvent.HandlerFailed);
    }

    /// <summary>The text that an application gave the session.</summary>
    internal ReadOnlySpan<byte> WordOctets(int word) => _words[word].Span;

    /// <summary>A part of what the command said; empty where it said none.</summary>
    internal ReadOnlySpan<byte> CapturedText(string name)
    {
        foreach (var capture in _isLineKept ? Command?.Captures ?? [] : [])
        {
            if (capture.Name == name && capture.Start < 0)
                return DataText().Span;
            if (capture.Name == name)
                return _registers[capture.End] < 0 ? default : TextOf(_line, _registers[capture.Start], _registers[capture.End]).Span;
        }

        return default;
    }

    /// <summary>Takes the answer to a decision.</summary>
    /// <param name="decision">What was asked.</param>
    /// <param name="choice">The place of the outcome in its rule, counted from one; 0: none was chosen.</param>
    /// <param name="content">What the handler says in the reply.</param>
    /// <param name="outgoing">The lines that follow the reply; null where none do.</param>
    /// <exception cref="InvalidOperationException">The machine does not wait for this answer.</exception>
    /// <exception cref="ArgumentException">No outcome was chosen.</exception>
    protected void Answer(int decision, int choice, ReplyContent content, Stream? outgoing = null)
    {
        Expect(decision, choice);
        if (_mode != Mode.Decision)
            throw new InvalidOperationException("No command waits for an answer.");
        _mode = Mode.Command;
        PendingDecision = 0;
        _outgoing = outgoing;
        Apply(Chosen(choice), content, isOfRule: choice != ServerTable.HandlerCloses);
    }

    /// <summary>A text that the application gave the session.</summary>
    protected ReadOnlyMemory<byte> Word(int word) => _words[word];

    /// <summary>Gives the session a text.</summary>
    protected void SetWord(int word, ReadOnlyMemory<byte> text) => _words[word] = text;

    /// <summary>A text that the client said; none where it said nothing there.</summary>
    protected CommandText TextAt(int start, int end) => _registers[end] < 0 ? default : new(TextOf(_line, _registers[start], _registers[end]), true);

    /// <summary>A number that the client said; null where it said nothing there.</summary>
    protected ulong? NumberAt(int start, int end) => _registers[end] < 0 || _registers[start] == _registers[end] ? null : ReadNumber(_line.Span[_registers[start].._registers[end]]);

    /// <summary>Whether the client said what begins in a register.</summary>
    protected bool IsPresent(int start) => _registers[start + 1] >= 0;

    private ReadOnlySpan<byte> Captured(ReadOnlySpan<byte> arguments, int start, int end) =>
        _registers[end] < 0 ? default : arguments[_registers[start].._registers[end]];

    // A number too large for 64 bits is as large as they can hold.
    private static ulong ReadNumber(ReadOnlySpan<byte> digits)
    {
        ulong number = 0;
        foreach (byte digit in digits)
        {
            ulong value = (ulong)(digit - '0');
            if (number > (ulong.MaxValue - value) / 10)
                return ulong.MaxValue;
            number = (number * 10) + value;
        }

        return number;
    }

    // A command that may come and is written as it should be: somebody decides, or the table alone.
    private void Take(ServerCommand command, int outcome, ReadOnlySpan<byte> line, int argumentsAt)
    {
        _firstOutcome = outcome;
        int decision = _table.Outcomes[outcome].Decision;
        if (decision != 0 || command.KeepsLine)
            KeepLine(command, line, argumentsAt);
        _isLineKept = command.KeepsLine;
        if (decision == 0)
            Apply(outcome, default, isOfRule: true);
        else
            AwaitDecision(decision);
    }

    private void AwaitDecision(int decision)
    {
        PendingDecision = decision;
        _mode = Mode.Decision;
    }

    /// <summary>Writes a reply before the one that answers the command which waits for a decision.</summary>
    /// <param name="reply">The reply; one of those that the command sends.</param>
    /// <param name="values">The values in its text.</param>
    /// <exception cref="InvalidOperationException">No command waits for a decision, or not one that sends this.</exception>
    protected internal void Send(int reply, params ReadOnlySpan<ReplyValue> values)
    {
        if (_mode != Mode.Decision || Command is not { } command || !command.Sends.AsSpan().Contains(reply))
            throw new InvalidOperationException($"'{(reply < 0 ? "It" : _table.Replies[reply].Name)}' is sent only before the answer to a command which the specification says sends it.");
        ReplyMetrics.Count(_table.Protocol, command, State, _table.Replies[reply]);
        Write(_table.Replies[reply], values, Output);
    }

    private void Expect(int decision, int choice)
    {
        if (PendingDecision != decision)
            ExpectSame(decision);
        if (choice == 0)
            throw new ArgumentException($"A default {_table.Decisions[decision].Result} chooses no reply.", "result");
    }

    // A line that a command asked for is answered like the command.
    private void ExpectSame(int decision)
    {
        var asked = _table.Decisions[decision];
        var pending = _table.Decisions[PendingDecision];
        if (pending.Result != asked.Result)
            throw new InvalidOperationException($"The machine waits for {pending.Name}, not for {asked.Name}.");
    }

    private int Chosen(int choice) => choice == ServerTable.HandlerCloses ? _index.Closing : _firstOutcome + choice - 1;
}
