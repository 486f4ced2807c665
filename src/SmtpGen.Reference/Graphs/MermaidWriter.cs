using System.Text;

namespace SmtpGen.Reference.Graphs;

/// <summary>Writes a diagram as Mermaid, which Markdown viewers draw.</summary>
internal static class MermaidWriter
{
    public static string Write(StateGraph graph)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var node in graph.Roots)
            Node(text, node, "    ");
        foreach (var edge in graph.Entries.Concat(graph.Edges))
            text.Append($"    {Id(edge.From)} --> {Id(edge.To)}: {string.Join("<br/>", edge.Labels)}\n");
        foreach (string state in graph.Final)
            text.Append($"    {Id(state)} --> [*]\n");
        return text.ToString();
    }

    private static void Node(StringBuilder text, StateNode node, string indent)
    {
        if (node.Children.Count == 0)
        {
            text.Append($"{indent}{Id(node.Name)}\n");
            return;
        }

        text.Append($"{indent}state {Id(node.Name)} {{\n");
        foreach (var child in node.Children)
            Node(text, child, indent + "    ");
        text.Append($"{indent}}}\n");
    }

    // A hyphen would be read as part of an arrow.
    private static string Id(string name) => name.Length == 0 ? "[*]" : name.Replace('-', '_');
}
