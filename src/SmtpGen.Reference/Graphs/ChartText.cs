using System.Globalization;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Reference.Graphs;

/// <summary>What both notations say of a chart.</summary>
internal static class ChartText
{
    private const int InARow = 4;

    /// <summary>
    /// The edges as lines from node to node. Neither notation draws what leads from a group to a state in it, so that each of its other states
    /// has such an edge.
    /// </summary>
    public static IEnumerable<ChartEdge> Edges(Statechart chart) => chart.Edges.SelectMany(edge => Inside(chart, edge) is { } group
        ? group.States.Where(state => state.Name != edge.To).Select(state => edge with { From = state.Name, IsOfGroup = false })
        : [edge]);

    /// <summary>The name, the commands that stay, and the folded refusals.</summary>
    public static IEnumerable<string> Lines(ChartNode node, StatechartWords words)
    {
        yield return node.Name;
        foreach (var row in node.Stays.Chunk(node.IsGroup ? InARow : 1))
            yield return string.Join(", ", row.Select(command => command.FullText));
        if (node.Refusals.Count > 0)
            yield return string.Format(CultureInfo.InvariantCulture, words.Refused, node.RefusalCount);
    }

    /// <summary>The labels of an edge.</summary>
    public static IEnumerable<string> Labels(ChartEdge edge, StatechartWords words) =>
        edge.Commands.Select(command => command.Verb.Length > 0 ? command.FullText : $"{words.Connection} {command.FullText}".TrimEnd());

    private static ChartNode? Inside(Statechart chart, ChartEdge edge) =>
        chart.Source(edge) is { IsGroup: true } group && group.States.Any(state => state.Name == edge.To) ? group : null;
}
