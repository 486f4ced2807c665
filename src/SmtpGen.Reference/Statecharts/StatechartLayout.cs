using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>
/// A statechart with the places of its parts, in pixels. States stand in one column. The way of a successful session is a straight line from
/// box to box; every other edge leaves its source sideways in a row of its own, runs in a track outside all frames, and enters its target
/// sideways. Nothing overlaps, since no two labels share a row.
/// </summary>
/// <param name="Chart">What is drawn.</param>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Height">Height of the drawing.</param>
/// <param name="Start">The mark where a session begins.</param>
/// <param name="Frames">Groups, each before those in it.</param>
/// <param name="States">The boxes of states, from top to bottom.</param>
/// <param name="Edges">The edges.</param>
internal sealed record StatechartLayout(
    Statechart Chart,
    double Width,
    double Height,
    Box Start,
    IReadOnlyList<PlacedNode> Frames,
    IReadOnlyList<PlacedNode> States,
    IReadOnlyList<PlacedEdge> Edges)
{
    public static StatechartLayout Of(Statechart chart) => LayoutBuilder.Build(chart);
}

/// <summary>A box of a state or the frame of a group.</summary>
/// <param name="Node">What it shows.</param>
/// <param name="Bounds">Its border.</param>
/// <param name="Name">Where its name stands.</param>
/// <param name="Stays">Where the commands stand that change no state.</param>
/// <param name="Refused">Where the refusals are folded; null where there are none.</param>
internal sealed record PlacedNode(ChartNode Node, Box Bounds, Box Name, IReadOnlyList<PlacedCommand> Stays, Box? Refused);

/// <summary>A command with its place.</summary>
/// <param name="Command">The command.</param>
/// <param name="Bounds">Where its text stands.</param>
internal sealed record PlacedCommand(ChartCommand Command, Box Bounds);

/// <summary>An edge with its place.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="Points">Its line from source to target, of horizontal and vertical parts.</param>
/// <param name="Labels">Its commands.</param>
internal sealed record PlacedEdge(ChartEdge Edge, IReadOnlyList<Point> Points, IReadOnlyList<PlacedCommand> Labels)
{
    /// <summary>Whether it is a part of the straight line of the way.</summary>
    public bool IsStraight => Points.Count == 2;
}
