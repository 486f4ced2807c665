using System.Text;

namespace SmtpGen.Reference.Graphs;

/// <summary>Writes a diagram in Graphviz's language.</summary>
internal static class DotWriter
{
    private const string Begin = "(begin)";

    public static string Write(StateGraph graph)
    {
        var text = new StringBuilder($"digraph {Quote(graph.Name)} {{\n");
        text.Append("    compound=true;\n    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\", fontsize=10];\n");
        text.Append($"    {Quote(Begin)} [shape=point, label=\"\"];\n");
        foreach (var node in graph.Roots)
            Node(text, graph, node, "    ");
        foreach (var edge in graph.Entries.Concat(graph.Edges))
        {
            string from = edge.From.Length == 0 ? Begin : edge.From;
            text.Append($"    {Quote(from)} -> {Quote(edge.To)} [label={Quote(string.Join("\n", edge.Labels))}];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Node(StringBuilder text, StateGraph graph, StateNode node, string indent)
    {
        if (node.Children.Count == 0)
        {
            string border = graph.Final.Contains(node.Name) ? " [peripheries=2]" : "";
            text.Append($"{indent}{Quote(node.Name)}{border};\n");
            return;
        }

        text.Append($"{indent}subgraph {Quote("cluster_" + node.Name)} {{\n{indent}    label={Quote(node.Name)};\n");
        foreach (var child in node.Children)
            Node(text, graph, child, indent + "    ");
        text.Append($"{indent}}}\n");
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
