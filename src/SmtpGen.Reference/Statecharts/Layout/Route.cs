using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>An edge while its place is looked for.</summary>
internal sealed class Route(ChartEdge edge, Slot source, Slot target)
{
    public const double LineHeight = 17;

    public ChartEdge Edge { get; } = edge;

    public Slot Source { get; } = source;

    public Slot Target { get; } = target;

    public IReadOnlyList<ChartCommand> Lines { get; } = [.. edge.Commands.Where(command => command.Text.Length > 0)];

    public double SourceY { get; set; }

    public double LabelWidth => Lines.Select(line => TextMeasure.Command(line.Text)).Prepend(0).Max();

    public double LabelHeight => Lines.Count * LineHeight;

    /// <summary>Whether it leads downwards.</summary>
    public bool IsForward => Target.Index > Source.Index;

    /// <summary>Whether it runs on the right side. What the way passes has the way on its left.</summary>
    public bool IsRight => IsForward || Source.IsPassed || Target.IsPassed;

    /// <summary>The commands above the end of a line, from top to bottom.</summary>
    /// <param name="x">Where they begin, or end.</param>
    /// <param name="bottom">The lower end of the last.</param>
    /// <param name="isRight">Whether they begin at x.</param>
    public IReadOnlyList<PlacedCommand> Labels(double x, double bottom, bool isRight) => [.. Lines.Select((line, i) =>
    {
        double width = TextMeasure.Command(line.Text);
        return new PlacedCommand(line, new Box(isRight ? x : x - width, bottom - ((Lines.Count - i) * LineHeight), width, LineHeight));
    })];
}

/// <summary>A vertical line in a channel, which edges of one kind to one state share.</summary>
internal sealed class Track(Slot target, IReadOnlyList<Route> routes)
{
    public Slot Target { get; } = target;

    public IReadOnlyList<Route> Routes { get; } = routes;

    public double TargetY { get; set; }

    public double X { get; set; }

    /// <summary>Where lines meet it.</summary>
    public IReadOnlyList<double> Rows => [.. Routes.Select(route => route.SourceY), TargetY];

    public double Top => Rows.Min();

    public double Bottom => Rows.Max();
}
