using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>Gives every part of a statechart its place: first from left to right, then from top to bottom, then the tracks.</summary>
internal sealed class LayoutBuilder
{
    private const double Margin = 16;
    private const double Gap = 20;
    private const double ChannelGap = 16;
    private const double HeadGap = 8;
    private readonly Arrangement _arrangement;
    private double _y = Margin;

    private LayoutBuilder(Statechart chart) => _arrangement = new Arrangement(chart);

    public static StatechartLayout Build(Statechart chart) => new LayoutBuilder(chart).Build();

    private StatechartLayout Build()
    {
        var slots = _arrangement.Slots;
        Columns.Place(_arrangement);
        PlaceStart(_arrangement.Start);
        foreach (var root in _arrangement.Roots)
            PlaceRows(root);
        Channel.Place([.. _arrangement.Tracks.Where(track => track.Routes[0].IsRight)], Right(slots.Prepend(_arrangement.Start)) + ChannelGap, 1);
        Channel.Place([.. _arrangement.Tracks.Where(track => !track.Routes[0].IsRight)], slots.Min(Columns.OuterLeft) - ChannelGap, -1);

        double left = _arrangement.Tracks.Select(track => track.X).Concat(slots.Select(Columns.OuterLeft)).Min();
        double right = _arrangement.Tracks.Select(track => track.X).Append(Right(slots)).Max();
        double shift = Margin - left;
        var nodes = slots.Select(slot => (slot.IsGroup, Placed: Moved(NodeText.Place(slot), shift))).ToList();
        return new StatechartLayout(
            _arrangement.Chart,
            Math.Ceiling(right + shift + Margin),
            Math.Ceiling(_y - Gap + Margin),
            Moved(_arrangement.Start.Bounds, shift),
            [.. nodes.Where(node => node.IsGroup).Select(node => node.Placed)],
            [.. nodes.Where(node => !node.IsGroup).Select(node => node.Placed)],
            [.. Edges().Select(edge => Moved(edge, shift))]);
    }

    private static double Right(IEnumerable<Slot> slots) => slots.Max(Columns.OuterRight);

    private void PlaceRows(Slot slot)
    {
        double head = Math.Max(NodeText.Height(slot), Math.Max(slot.Left.Height, slot.Right.Height) + 10);
        slot.Y = _y;
        slot.Left.Place(_y);
        slot.Right.Place(_y);
        _y += head;
        if (slot.IsGroup)
            _y += HeadGap;
        foreach (var child in slot.Children)
            PlaceRows(child);
        End(slot);
    }

    // The first line leaves the middle of the round mark; each further one makes it longer.
    private void PlaceStart(Slot start)
    {
        start.Y = _y;
        start.Right.Place(_y + Columns.StartRadius - SideRows.FirstLine);
        _y += Math.Max(0, start.Right.Height - SideRows.FirstLine - 4) + (2 * Columns.StartRadius);
        End(start);
    }

    private void End(Slot slot)
    {
        slot.BottomY = _y;
        _y += Gap + (slot.Straight?.LabelHeight ?? 0);
    }

    private IEnumerable<PlacedEdge> Edges()
    {
        foreach (var route in _arrangement.Straight)
        {
            yield return new PlacedEdge(
                route.Edge,
                [new Point(Columns.Way, route.Source.BottomY), new Point(Columns.Way, route.Target.Y)],
                route.Labels(Columns.Way + Columns.LabelGap, route.Source.BottomY + 5 + route.LabelHeight, isRight: true));
        }

        foreach (var track in _arrangement.Tracks)
        {
            foreach (var route in track.Routes)
            {
                double from = route.IsRight ? route.Source.RightX : route.Source.X;
                yield return new PlacedEdge(
                    route.Edge,
                    [new(from, route.SourceY), new(track.X, route.SourceY), new(track.X, track.TargetY), new(route.IsRight ? track.Target.RightX : track.Target.X, track.TargetY)],
                    route.Labels(route.IsRight ? from + Columns.LabelGap : from - Columns.LabelGap, route.SourceY - 3, route.IsRight));
            }
        }
    }

    private static PlacedNode Moved(PlacedNode node, double by) => node with
    {
        Bounds = Moved(node.Bounds, by),
        Name = Moved(node.Name, by),
        Stays = Moved(node.Stays, by),
        Refused = node.Refused is { } refused ? Moved(refused, by) : null,
    };

    private static PlacedEdge Moved(PlacedEdge edge, double by) => edge with
    {
        Points = [.. edge.Points.Select(point => point with { X = point.X + by })],
        Labels = Moved(edge.Labels, by),
    };

    private static IReadOnlyList<PlacedCommand> Moved(IReadOnlyList<PlacedCommand> commands, double by) =>
        [.. commands.Select(command => command with { Bounds = Moved(command.Bounds, by) })];

    private static Box Moved(Box box, double by) => box with { X = box.X + by };
}
