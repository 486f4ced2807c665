using System.Text;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Reference.Graphs;

/// <summary>Writes a statechart as Mermaid, which Markdown viewers draw.</summary>
internal static class MermaidWriter
{
    private const string Break = "<br/>";

    public static string Write(Statechart chart, StatechartWords words)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var node in chart.Nodes)
            Label(text, node, words);
        foreach (var node in chart.Roots)
            Node(text, node, "    ");
        foreach (var edge in ChartText.Edges(chart))
            text.Append($"    {Id(edge.From)} --> {Id(edge.To)}: {string.Join(Break, ChartText.Labels(edge, words))}\n");
        foreach (var state in chart.States.Where(state => state.IsFinal))
            text.Append($"    {Id(state.Name)} --> [*]\n");
        return text.ToString();
    }

    private static void Label(StringBuilder text, ChartNode node, StatechartWords words)
    {
        List<string> lines = [.. ChartText.Lines(node, words)];
        if (lines.Count > 1)
            text.Append($"    {Id(node.Name)}: {string.Join(Break, lines)}\n");
    }

    private static void Node(StringBuilder text, ChartNode node, string indent)
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
