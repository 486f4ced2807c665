namespace SmtpGen.Runtime.Client;

/// <summary>A declared reply to an action in a state.</summary>
internal readonly ref struct ClientEdge(ReadOnlySpan<byte> numbers)
{
    private readonly ReadOnlySpan<byte> _numbers = numbers;

    public int From => _numbers[0];

    public int Action => _numbers[1];

    public int Reply => _numbers[2];

    public int To => _numbers[3];

    public ChunkPlace Chunk => (ChunkPlace)_numbers[4];

    public ClientEffect Effect => (ClientEffect)_numbers[5];

    public bool Answers(ChunkPlace place) => Chunk == ChunkPlace.Any || Chunk == place;
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
}
