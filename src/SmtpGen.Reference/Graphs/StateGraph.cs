using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Graphs;

/// <summary>What a state diagram shows.</summary>
/// <param name="Name">The protocol.</param>
/// <param name="Roots">States and groups that stand in no group.</param>
/// <param name="Final">Names of the final states.</param>
/// <param name="Entries">Where a new connection leads.</param>
/// <param name="Edges">At most one edge from each state to each state.</param>
internal sealed record StateGraph(
    string Name,
    IReadOnlyList<StateNode> Roots,
    IReadOnlyList<string> Final,
    IReadOnlyList<StateEdge> Entries,
    IReadOnlyList<StateEdge> Edges)
{
    public static StateGraph Of(ProtocolModel protocol) => new(
        protocol.Name,
        StateNode.Arrange(protocol),
        [.. protocol.States.Where(state => state.IsFinal).Select(state => state.Name)],
        EdgeMerger.Entries(protocol),
        EdgeMerger.Edges(protocol));
}

/// <summary>An arrow.</summary>
/// <param name="From">The state it leaves; empty for the beginning of a session.</param>
/// <param name="To">The state it enters.</param>
/// <param name="Labels">A line for each command: the verb and the codes that lead there.</param>
internal sealed record StateEdge(string From, string To, IReadOnlyList<string> Labels);
