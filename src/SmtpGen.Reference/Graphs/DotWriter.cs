using System.Text;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Reference.Graphs;

/// <summary>Writes a statechart in Graphviz's language.</summary>
internal static class DotWriter
{
    private const string Begin = "(begin)";

    public static string Write(Statechart chart, StatechartWords words)
    {
        var text = new StringBuilder($"digraph {Quote(chart.Name)} {{\n");
        text.Append("    compound=true;\n    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\", fontsize=10];\n");
        text.Append($"    {Quote(Begin)} [shape=point, label=\"\"];\n");
        foreach (var node in chart.Roots)
            Node(text, node, words, "    ");
        foreach (var edge in ChartText.Edges(chart))
            Edge(text, chart, edge, words);
        return text.Append("}\n").ToString();
    }

    private static void Node(StringBuilder text, ChartNode node, StatechartWords words, string indent)
    {
        string label = Quote(string.Join('\n', ChartText.Lines(node, words)));
        if (node.Children.Count == 0)
        {
            text.Append($"{indent}{Quote(node.Name)} [label={label}{(node.IsFinal ? ", peripheries=2" : "")}];\n");
            return;
        }

        text.Append($"{indent}subgraph {Quote("cluster_" + node.Name)} {{\n{indent}    label={label};\n");
        foreach (var child in node.Children)
            Node(text, child, words, indent + "    ");
        text.Append($"{indent}}}\n");
    }

    // An edge has to begin at a state; that of a group is cut off at the frame.
    private static void Edge(StringBuilder text, Statechart chart, ChartEdge edge, StatechartWords words)
    {
        var from = chart.Source(edge);
        string begin = from?.States.Last().Name ?? Begin;
        string tail = from is { IsGroup: true } ? $", ltail={Quote("cluster_" + from.Name)}" : "";
        string line = edge.Kind switch
        {
            EdgeKind.Way => ", penwidth=2",
            EdgeKind.Refusal => ", style=dashed",
            _ => "",
        };
        text.Append($"    {Quote(begin)} -> {Quote(edge.To)} [label={Quote(string.Join('\n', ChartText.Labels(edge, words)))}{tail}{line}];\n");
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
