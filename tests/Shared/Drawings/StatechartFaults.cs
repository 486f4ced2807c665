using SmtpGen.Reference.Drawing;
using SmtpGen.Reference.Statecharts;
using static SmtpGen.Shared.Drawings.DrawingFaults;

namespace SmtpGen.Shared.Drawings;

/// <summary>Finds what is wrong with the places of a statechart's parts.</summary>
internal static class StatechartFaults
{
    public static IReadOnlyList<string> Of(StatechartLayout layout) =>
        [.. Overlaps(Texts(layout)), .. Texts(layout).SelectMany(text => OfText(layout, text)), .. OfBoxes(layout), .. OfLines(layout), .. OfWay(layout)];

    private static List<(string Name, Box Bounds)> Texts(StatechartLayout layout) =>
    [
        .. from node in layout.States.Concat(layout.Frames) from text in Inside(node) select text,
        .. from edge in layout.Edges from label in edge.Labels select (label.Command.Text, label.Bounds),
    ];

    private static IEnumerable<(string Name, Box Bounds)> Inside(PlacedNode node) =>
        node.Stays.Select(stay => (stay.Command.Text, stay.Bounds))
            .Concat(node.Refused is { } refused ? [("refused", refused)] : [])
            .Prepend((node.Node.Name, node.Name));

    private static IEnumerable<string> OfText(StatechartLayout layout, (string Name, Box Bounds) text)
    {
        var borders = layout.States.Concat(layout.Frames).Select(node => node.Bounds).Append(layout.Start).SelectMany(Border);
        if (borders.Any(side => Cross(side.From, side.To, text.Bounds)))
            yield return $"{text} lies over a border";
        if (layout.Edges.SelectMany(edge => Parts(edge.Points)).Any(line => Cross(line.From, line.To, text.Bounds)))
            yield return $"{text} lies over a line";
        if (!IsInside(text.Bounds, new Box(0, 0, layout.Width, layout.Height)))
            yield return $"{text} leaves the drawing";
    }

    private static IEnumerable<string> OfBoxes(StatechartLayout layout)
    {
        foreach (string overlap in Overlaps([.. layout.States.Select(state => (state.Node.Name, state.Bounds)), ("start", layout.Start)]))
            yield return overlap;
        foreach (var node in layout.States.Concat(layout.Frames))
        {
            foreach (var (name, bounds) in Inside(node).Where(text => !IsInside(text.Bounds, node.Bounds)))
                yield return $"{(name, bounds)} leaves {node.Node.Name}";
            if (!IsInside(node.Bounds, new Box(0, 0, layout.Width, layout.Height)))
                yield return $"{node.Node.Name} leaves the drawing";
        }

        foreach (var frame in layout.Frames)
        {
            foreach (var other in layout.States.Concat(layout.Frames).Where(other => other != frame && !other.Node.Nodes.Contains(frame.Node)))
            {
                bool belongs = frame.Node.Nodes.Contains(other.Node);
                if (belongs ? !IsInside(other.Bounds, frame.Bounds) : Overlap(other.Bounds, frame.Bounds))
                    yield return $"{other.Node.Name} lies {(belongs ? "outside" : "over")} {frame.Node.Name}";
            }
        }
    }

    private static IEnumerable<string> OfLines(StatechartLayout layout)
    {
        foreach (var edge in layout.Edges)
        {
            foreach (var (from, to) in Parts(edge.Points))
            {
                if (from.X != to.X && from.Y != to.Y)
                    yield return $"{edge.Edge} is oblique";
                if (layout.States.FirstOrDefault(state => Cross(from, to, state.Bounds)) is { } state)
                    yield return $"{edge.Edge} goes through {state.Node.Name}";
            }

            if (edge.Points.Any(point => point.X < 0 || point.Y < 0 || point.X > layout.Width || point.Y > layout.Height))
                yield return $"{edge.Edge} leaves the drawing";
            if (!Ends(layout, edge))
                yield return $"{edge.Edge} does not lead from border to border";
        }

        foreach (var (one, other) in from one in layout.Edges from other in layout.Edges where !MayShare(one.Edge, other.Edge) select (one, other))
        {
            if (Parts(one.Points).Any(line => Parts(other.Points).Any(part => RunTogether(line, part))))
                yield return $"{one.Edge} runs along {other.Edge}";
        }
    }

    private static bool Ends(StatechartLayout layout, PlacedEdge edge)
    {
        var from = layout.States.Concat(layout.Frames).FirstOrDefault(node => ReferenceEquals(node.Node, layout.Chart.Source(edge.Edge)))?.Bounds ?? layout.Start;
        var to = layout.States.First(state => state.Node.Name == edge.Edge.To).Bounds;
        return IsOn(edge.Points[0], from) && IsOn(edge.Points[^1], to);
    }

    private static bool IsOn(Point point, Box box) =>
        ((point.X == box.X || point.X == box.Right) && point.Y >= box.Y && point.Y <= box.Bottom)
        || ((point.Y == box.Y || point.Y == box.Bottom) && point.X >= box.X && point.X <= box.Right);

    // Edges of one kind to one state share a track.
    private static bool MayShare(ChartEdge one, ChartEdge other) => one.To == other.To && one.Kind == other.Kind;

    private static bool RunTogether((Point From, Point To) one, (Point From, Point To) other) =>
        (one.From.X == one.To.X && other.From.X == other.To.X && one.From.X == other.From.X
            && Math.Min(Math.Max(one.From.Y, one.To.Y), Math.Max(other.From.Y, other.To.Y)) > Math.Max(Math.Min(one.From.Y, one.To.Y), Math.Min(other.From.Y, other.To.Y)))
        || (one.From.Y == one.To.Y && other.From.Y == other.To.Y && one.From.Y == other.From.Y
            && Math.Min(Math.Max(one.From.X, one.To.X), Math.Max(other.From.X, other.To.X)) > Math.Max(Math.Min(one.From.X, one.To.X), Math.Min(other.From.X, other.To.X)));

    // From each state of the way to the next, as far as they stand in their order.
    private static IEnumerable<string> OfWay(StatechartLayout layout)
    {
        var straight = layout.Edges.Where(edge => edge.IsStraight).ToList();
        if (straight.SelectMany(edge => edge.Points).Select(point => point.X).Distinct().Count() != 1)
            yield return "the way is not one straight line";
        if (straight.Exists(edge => edge.Edge.Kind != EdgeKind.Way))
            yield return "what is not of the way runs straight";
        List<string> order = [.. layout.Chart.States.Select(state => state.Name).Where(layout.Chart.Way.Contains)];
        foreach (var (from, to) in layout.Chart.Way.Prepend("").Zip(layout.Chart.Way))
        {
            bool isNext = from.Length == 0 ? order[0] == to : order.IndexOf(to) == order.IndexOf(from) + 1;
            if (isNext && !straight.Exists(edge => edge.Edge.From == from && edge.Edge.To == to))
                yield return $"the way from {from} to {to} is not straight";
        }
    }
}
