using System.Globalization;

namespace SmtpGen.Runtime.Client;

/// <summary>
/// The client's side of a session without any I/O: commands become octets, octets become replies, and each reply moves the
/// state as the table says. Several commands may be written before the first reply is read (RFC 2920). Generated machines
/// add a method for each command.
/// </summary>
public abstract partial class ClientMachine
{
    private readonly ClientTable _table;
    private readonly Queue<PendingAction> _pending = new();
    private readonly Dictionary<int, int> _successes = [];
    private readonly ReplyReader _reader;
    private readonly CommandLine _line;
    private PendingAction _last;
    private string _lastRefusal = "";
    private int _state;
    private int _ahead;
    private int _answers;
    private int _tags;
    private string _tag = "";
    private bool _isSecuring;

    /// <summary>A session that waits for the greeting.</summary>
    /// <param name="table">The protocol's table.</param>
    protected ClientMachine(ClientTable table)
    {
        _table = table;
        _reader = ReplyReader.Of(table);
        _line = new CommandLine(table.Server);
        _state = table.Start;
        _ahead = table.Start;
        PendingOutput = new OutputBuffer();
    }

    /// <summary>What waits to be sent.</summary>
    public OutputBuffer PendingOutput { get; }

    /// <summary>What the server has listed; nothing before it has, and nothing after STARTTLS.</summary>
    public ServerCapabilities ListedExtensions { get; private set; } = ServerCapabilities.None;

    /// <summary>
    /// How many replies are due at least: how many a body gets that is answered for each recipient is known when all before it
    /// is answered.
    /// </summary>
    public int RepliesDue => _pending.TryPeek(out var next) ? _pending.Count - 1 + Replies(next) - _answers : 0;

    /// <summary>Name of the state: <c>Idle</c>, <c>Recipients/Message</c>.</summary>
    public string StateName => _table.StateName(_state);

    internal ClientTable Table => _table;

    /// <summary>Told of everything that is written and read, secrets hidden.</summary>
    internal Action<TranscriptEntry>? Transcript { get; set; }

    /// <summary>How many actions are not answered whole.</summary>
    internal int ActionsDue => _pending.Count;

    /// <summary>What is answered next.</summary>
    internal string NextDue => _pending.TryPeek(out var next) ? next.Command : "";

    /// <summary>Whether a body is answered next.</summary>
    internal bool IsBodyDue => _pending.TryPeek(out var next) && (next.IsBody || next.Chunk == ChunkPlace.Last);

    /// <summary>Whether the last reply asks for TLS.</summary>
    internal bool IsSecuring => _isSecuring;

    /// <summary>Number of the state, as the table counts.</summary>
    protected internal int StateNumber => _state;

    /// <summary>
    /// The last command that was written is not answered, as its arguments say: the session goes on as after the reply that says nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The command is always answered.</exception>
    public void ExpectNoReply()
    {
        if (_pending.Count == 0 || !IsEverSilent(_last.Action))
            throw new InvalidOperationException($"{(_pending.Count == 0 ? "No command was written" : _last.Command + " is answered")}; only a command with a silent reply can go without one.");
        var others = _pending.ToArray()[..^1];
        _pending.Clear();
        foreach (var other in others)
            _pending.Enqueue(other);
        if (_pending.Count == 0)
            _state = _ahead;
    }

    /// <summary>The connection is encrypted now.</summary>
    internal void EndSecuring(string protocol)
    {
        _isSecuring = false;
        Transcript?.Invoke(new TranscriptEntry(TranscriptKind.Secured, protocol, StateName));
    }

    /// <summary>Waits for the greeting.</summary>
    protected void BeginConnect(int action) => Await(action, "the connection", ChunkPlace.Any);

    /// <summary>Begins a command.</summary>
    /// <exception cref="InvalidOperationException">The state refuses it; the message names the way to one that does not.</exception>
    protected CommandLine Begin(int action, ReadOnlySpan<byte> verb)
    {
        Check(action, ChunkPlace.Any);
        _tag = _table.TagCapture < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"a{++_tags}");
        _line.Begin(_table.Prefix(_tag), verb);
        return _line;
    }

    /// <summary>Begins a line that a reply has asked for.</summary>
    protected CommandLine Begin(int action)
    {
        Check(action, ChunkPlace.Any);
        _tag = _last.Tag ?? "";
        _line.Begin();
        _line.Hide();
        return _line;
    }

    /// <summary>Makes sure that the server has listed an extension.</summary>
    /// <param name="keyword">The extension; null: nothing is needed.</param>
    /// <param name="what">The command or parameter that belongs to it.</param>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    protected void Require(string? keyword, string what)
    {
        if (keyword is null || ListedExtensions.Offers(keyword))
            return;
        string listed = ListedExtensions.Keywords.Count == 0 ? "it has listed nothing" : "it lists " + string.Join(", ", ListedExtensions.Keywords);
        throw new InvalidOperationException($"{what} needs a server that lists {keyword}; {listed}.");
    }

    /// <summary>Ends a line.</summary>
    protected void End(int action) => End(action, [], ChunkPlace.Any);

    /// <summary>Ends a command after which a chunk of a body follows.</summary>
    protected void End(int action, ReadOnlySpan<byte> chunk, bool isLast) =>
        End(action, chunk, isLast ? ChunkPlace.Last : ChunkPlace.Middle);

    /// <summary>Ends a command after which counted octets follow, and a line end.</summary>
    protected void EndWithData(int action, ReadOnlySpan<byte> data)
    {
        byte[] octets = [.. data, .. "\r\n"u8];
        End(action, octets, ChunkPlace.Any);
    }

    private void End(int action, ReadOnlySpan<byte> chunk, ChunkPlace place)
    {
        if (_line.Octets.Length + 2 > _table.MaxLine(action))
            throw new ArgumentException($"\"{_line.Visible}\" cannot be sent: it is longer than {_table.MaxLine(action)} octets.");
        _line.WriteTo(PendingOutput);
        PendingOutput.Write(chunk);
        Enqueue(action, _line.Visible, place);
    }

    private void Enqueue(int action, string command, ChunkPlace place)
    {
        Await(action, command, place);
        Transcript?.Invoke(new TranscriptEntry(TranscriptKind.Sent, command, StateName));
    }

    private void Await(int action, string command, ChunkPlace place)
    {
        Move(action, place);
        _last = new PendingAction(action, command, place, IsBody: false, _tag);
        if (!IsAlwaysSilent(action))
            _pending.Enqueue(_last);
        else if (_pending.Count == 0)
            _state = _ahead;
    }

    private bool IsEverSilent(int action)
    {
        foreach (var edge in new ClientEdges(_table.EdgesOf(action)))
        {
            if (edge.Reply == ClientTable.None)
                return true;
        }

        return false;
    }

    // Only refusals of it are heard.
    private bool IsAlwaysSilent(int action)
    {
        foreach (var edge in new ClientEdges(_table.EdgesOf(action)))
        {
            if (edge.Reply != ClientTable.None && edge.IsPositive(_table))
                return false;
        }

        return IsEverSilent(action);
    }

    // A body may be answered once for each success of a command: RFC 2033 section 4.2.
    private int Replies(PendingAction action) =>
        (action.IsBody || action.Chunk == ChunkPlace.Last) && _table.RepliesPer(action.Action) is >= 0 and var counted
            ? _successes.GetValueOrDefault(counted, 1)
            : 1;

    private void Move(int action, ChunkPlace place)
    {
        Check(action, place);
        _ahead = ClientRoutes.FirstPositive(_table, _ahead, action, place);
    }

    private void Check(int action, ChunkPlace place)
    {
        RequireOpen($"{_table.ActionName(action)} cannot be sent");
        RequireBodyRead();
        if (_isSecuring)
            throw new InvalidOperationException("The server waits for TLS; nothing can be sent before it is set up.");
        if (_pending.Count > 0 && _table.IsSync(_last.Action))
            throw new InvalidOperationException($"Nothing can be sent after {_last.Command} before it is answered (RFC 2920 section 3.1).");
        if (ClientRoutes.FirstPositive(_table, _ahead, action, place) < 0)
            throw new InvalidOperationException(Refusal(action));
    }

    private string Refusal(int action)
    {
        string what = $"{_table.ActionName(action)} cannot be sent in the state {_table.StateName(_ahead)}";
        var way = ClientRoutes.To(_table, _ahead, action);
        string advice = way.Count == 0 ? "" : $" Send {string.Join(", ", way.Select(_table.ActionName))} first.";
        return $"{what}.{advice}{_lastRefusal}";
    }
}
