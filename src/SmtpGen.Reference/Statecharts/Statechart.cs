using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Statecharts;

/// <summary>What a drawing of a protocol's states shows: what holds for a whole group once, and what stays in a state inside it.</summary>
/// <param name="Name">The protocol.</param>
/// <param name="Roots">States and groups that stand in no group, in the order of the drawing.</param>
/// <param name="Edges">What leads from one state to another. At most one of each kind leads from a state or group to a state.</param>
/// <param name="Way">The states that a session passes that does what the protocol is for, the first one first.</param>
internal sealed record Statechart(string Name, IReadOnlyList<ChartNode> Roots, IReadOnlyList<ChartEdge> Edges, IReadOnlyList<string> Way)
{
    public static Statechart Of(ProtocolModel protocol) => StatechartReader.Read(protocol);

    /// <summary>All states, in the order of the drawing.</summary>
    public IEnumerable<ChartNode> States => Roots.SelectMany(root => root.States);

    /// <summary>All states and groups, each group before what stands in it.</summary>
    public IEnumerable<ChartNode> Nodes => Roots.SelectMany(root => root.Nodes);

    /// <summary>What an edge leaves; null: the beginning of a session.</summary>
    public ChartNode? Source(ChartEdge edge) => Nodes.FirstOrDefault(node => node.Name == edge.From && node.IsGroup == edge.IsOfGroup);
}

/// <summary>A state, or a group of states when it has children.</summary>
/// <param name="Name">The name in the specification.</param>
/// <param name="IsFinal">Whether a session ends in it.</param>
/// <param name="Children">What stands in the group; empty for a state.</param>
/// <param name="Stays">The commands that succeed and change no state.</param>
/// <param name="Refusals">The commands that may be refused without changing the state.</param>
internal sealed record ChartNode(
    string Name, bool IsFinal, IReadOnlyList<ChartNode> Children, IReadOnlyList<ChartCommand> Stays, IReadOnlyList<ChartCommand> Refusals)
{
    /// <summary>Whether it is a group.</summary>
    public bool IsGroup => Children.Count > 0;

    /// <summary>The states in it, or itself.</summary>
    public IEnumerable<ChartNode> States => !IsGroup ? [this] : Children.SelectMany(child => child.States);

    /// <summary>Itself and all that stands in it.</summary>
    public IEnumerable<ChartNode> Nodes => Children.SelectMany(child => child.Nodes).Prepend(this);

    /// <summary>How many different refusals there are: codes, counted for each command.</summary>
    public int RefusalCount => Refusals.Sum(refusal => refusal.Codes.Count);
}

/// <summary>An arrow.</summary>
/// <param name="From">The state or group it leaves; empty for the beginning of a session.</param>
/// <param name="To">The state it enters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Commands">What leads along it.</param>
internal sealed record ChartEdge(string From, string To, EdgeKind Kind, IReadOnlyList<ChartCommand> Commands)
{
    /// <summary>Whether it leaves a group: a state in it may have the same name.</summary>
    public bool IsOfGroup { get; init; }
}

/// <summary>What an arrow is.</summary>
internal enum EdgeKind
{
    /// <summary>A step of the way of a session that does what the protocol is for.</summary>
    Way,

    /// <summary>Any other command that succeeds.</summary>
    Other,

    /// <summary>Commands that are refused, and yet lead to another state.</summary>
    Refusal,
}

/// <summary>A command with the codes of its replies.</summary>
/// <param name="Verb">The verb; empty: what answers a new connection.</param>
/// <param name="Lead">The code after which more is read, before these codes; empty: none.</param>
/// <param name="Codes">The codes; empty where nothing is sent.</param>
/// <param name="Refusals">Codes of refusals that lead to the same state.</param>
internal sealed record ChartCommand(string Verb, string Lead, IReadOnlyList<string> Codes, IReadOnlyList<string> Refusals)
{
    private const int MostCodes = 3;

    /// <summary>The label: <c>DATA 354 → 250</c>, with all codes.</summary>
    public string FullText => Label(Codes);

    /// <summary>The label with no more than the first and the last code, where there are many.</summary>
    public string Text => Codes.Count <= MostCodes ? FullText : Label([$"{Codes[0]} … {Codes[^1]}"]);

    private string Label(IEnumerable<string> codes) =>
        string.Join(' ', new[] { Verb, Lead, Lead.Length > 0 ? "→" : "", string.Join(", ", codes) }.Where(word => word.Length > 0));
}
