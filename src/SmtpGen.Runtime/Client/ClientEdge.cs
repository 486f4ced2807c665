namespace SmtpGen.Runtime.Client;

/// <summary>A declared reply to an action in a state.</summary>
internal readonly ref struct ClientEdge(ReadOnlySpan<ushort> numbers)
{
    private readonly ReadOnlySpan<ushort> _numbers = numbers;

    public int From => _numbers[0];

    /// <summary>Number of the reply; <see cref="ClientTable.None"/>: nothing is answered.</summary>
    public int Reply => _numbers[1];

    public int To => _numbers[2];

    public ClientEffect Effect => (ClientEffect)_numbers[4];

    private ChunkPlace Chunk => (ChunkPlace)_numbers[3];

    public bool Answers(ChunkPlace place) => Chunk == ChunkPlace.Any || Chunk == place;

    public bool IsPositive(ClientTable table) => Reply == ClientTable.None || table.Code(Reply) < 400;
}

/// <summary>The declared replies to an action.</summary>
internal ref struct ClientEdges(ReadOnlySpan<ushort> numbers)
{
    private const int EdgeLength = 5;

    private ReadOnlySpan<ushort> _rest = numbers;

    public ClientEdge Current { get; private set; }

    public readonly ClientEdges GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        Current = new ClientEdge(_rest[..EdgeLength]);
        _rest = _rest[EdgeLength..];
        return true;
    }
}

/// <summary>Which chunks of a body a reply answers.</summary>
internal enum ChunkPlace : byte
{
    Any,
    Middle,
    Last,
}

/// <summary>What a reply does to what the client knows of the server.</summary>
internal enum ClientEffect : byte
{
    None,
    ListsExtensions,
    ForgetsExtensions,
    Secures,
    SendsBody,
}
