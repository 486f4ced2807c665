using System.Globalization;
using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>
/// Writes a statechart as SVG. States, groups, edges and commands carry their names in <c>data-</c> attributes, so that a page can light what
/// a session does.
/// </summary>
internal static class StatechartSvg
{
    /// <summary>Writes it.</summary>
    /// <param name="layout">The places of its parts.</param>
    /// <param name="words">The words around it.</param>
    /// <param name="isStandalone">Whether it brings its style along; a page has <see cref="StatechartStyle.Css"/> for all.</param>
    public static string Write(StatechartLayout layout, StatechartWords words, bool isStandalone)
    {
        string title = Format(words.Title, layout.Chart.Name);
        var svg = SvgText.Document("statechart", title, layout.Width, layout.Height, isStandalone ? StatechartStyle.Standalone : null);
        foreach (var frame in layout.Frames)
            Node(svg, layout, frame, words);
        foreach (var edge in layout.Edges.OrderBy(edge => edge.Edge.Kind == EdgeKind.Way))
            Edge(svg, edge, words);
        svg.Open("g", ("class", "start"));
        svg.Text("title", words.Connection);
        svg.Empty("rect", ("x", layout.Start.X), ("y", layout.Start.Y), ("width", layout.Start.Width), ("height", layout.Start.Height), ("rx", 8));
        svg.Close();
        foreach (var state in layout.States)
            Node(svg, layout, state, words);
        return svg.Close().ToString();
    }

    private static void Node(SvgText svg, StatechartLayout layout, PlacedNode placed, StatechartWords words)
    {
        var node = placed.Node;
        string kind = node.IsGroup ? "group" : layout.Chart.Way.Contains(node.Name) ? "state way" : "state";
        svg.Open("g", ("class", node.IsFinal ? kind + " final" : kind), (node.IsGroup ? "data-group" : "data-state", node.Name),
            ("data-members", node.IsGroup ? string.Join(' ', node.States.Select(state => state.Name)) : null));
        Rectangle(svg, placed.Bounds, 0, node.IsGroup ? 10 : 7);
        if (node.IsFinal)
            Rectangle(svg, placed.Bounds, 4, 4);
        svg.Text("text", node.Name, ("class", "name"), ("x", placed.Name.X), ("y", placed.Name.Bottom - 6));
        foreach (var stay in placed.Stays)
            Command(svg, stay);
        if (placed.Refused is { } refused)
        {
            svg.Open("g");
            svg.Text("title", string.Join('\n', node.Refusals.Select(refusal => refusal.FullText)));
            svg.Text("text", Format(words.Refused, node.RefusalCount), ("class", "refused"), ("x", refused.X), ("y", refused.Bottom - 5));
            svg.Close();
        }

        svg.Close();
    }

    private static void Edge(SvgText svg, PlacedEdge placed, StatechartWords words)
    {
        var edge = placed.Edge;
        svg.Open("g", ("class", $"edge {edge.Kind.ToString().ToLowerInvariant()}"), ("data-from", edge.From), ("data-to", edge.To));
        svg.Text("title", string.Join('\n', edge.Commands.Select(command => Title(command, words))));
        svg.Empty("path", ("d", EdgePath.Of(placed.Points)));
        svg.Empty("polygon", ("points", EdgePath.Arrow(placed.Points, edge.Kind == EdgeKind.Way ? 6 : 4.5)));
        foreach (var label in placed.Labels)
            Command(svg, label);
        svg.Close();
    }

    private static void Command(SvgText svg, PlacedCommand placed) => svg.Text(
        "text",
        placed.Command.Text,
        ("x", placed.Bounds.X),
        ("y", placed.Bounds.Bottom - 5),
        // Whatever the font, and however bold: it keeps the room that the layout has for it.
        ("textLength", placed.Bounds.Width),
        ("lengthAdjust", "spacingAndGlyphs"),
        ("data-command", placed.Command.Verb),
        ("data-lead", placed.Command.Lead.Length > 0 ? placed.Command.Lead : null),
        ("data-codes", string.Join(',', placed.Command.Codes)),
        ("data-refusals", placed.Command.Refusals.Count > 0 ? string.Join(',', placed.Command.Refusals) : null));

    private static string Title(ChartCommand command, StatechartWords words)
    {
        string text = command.Verb.Length > 0 ? command.FullText : $"{words.Connection} {command.FullText}";
        return command.Refusals.Count > 0 ? $"{text} ({string.Join(", ", command.Refusals)})" : text;
    }

    private static void Rectangle(SvgText svg, Box bounds, double inset, double radius) => svg.Empty(
        "rect",
        ("x", bounds.X + inset),
        ("y", bounds.Y + inset),
        ("width", bounds.Width - (2 * inset)),
        ("height", bounds.Height - (2 * inset)),
        ("rx", radius));

    private static string Format(string words, object value) => string.Format(CultureInfo.InvariantCulture, words, value);
}
