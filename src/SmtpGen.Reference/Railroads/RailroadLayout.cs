using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Railroads;

/// <summary>A railroad drawing with the places of its parts, in pixels. Who follows the line from left to right writes what the syntax allows.</summary>
internal sealed class RailroadLayout
{
    private const double Margin = 12;
    private const double End = 12;
    private readonly List<PlacedBox> _boxes = [];
    private readonly List<PlacedTimes> _times = [];
    private readonly List<IReadOnlyList<Point>> _lines = [];

    private RailroadLayout(Rail rail)
    {
        double y = Margin + Math.Max(rail.Up, RailBox.HalfHeight);
        double x = Margin + End;
        Start = new Point(Margin, y);
        Finish = new Point(x + rail.Width + End, y);
        Line(Start, new Point(x, y));
        Place(rail, x, y);
        Line(new Point(x + rail.Width, y), Finish);
        Width = Math.Ceiling(Finish.X + Margin);
        Height = Math.Ceiling(y + Math.Max(rail.Down, RailBox.HalfHeight) + Margin);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Where the line begins.</summary>
    public Point Start { get; }

    /// <summary>Where the line ends.</summary>
    public Point Finish { get; }

    public IReadOnlyList<PlacedBox> Boxes => _boxes;

    public IReadOnlyList<PlacedTimes> Times => _times;

    public IReadOnlyList<IReadOnlyList<Point>> Lines => _lines;

    public static RailroadLayout Of(Rail rail) => new(rail);

    private void Place(Rail rail, double x, double y)
    {
        switch (rail)
        {
            case RailBox box:
                _boxes.Add(new PlacedBox(box, new Box(x, y - RailBox.HalfHeight, box.Width, 2 * RailBox.HalfHeight)));
                break;
            case RailSequence sequence:
                Place(sequence, x, y);
                break;
            case RailChoice choice:
                Place(choice, x, y);
                break;
            case RailOption option:
                PlaceWithin(option, option.Item, x, y);
                Detour(option, x, y, y - option.Up);
                break;
            case RailLoop loop:
                Place(loop, x, y);
                break;
        }
    }

    private void Place(RailSequence sequence, double x, double y)
    {
        double first = x;
        foreach (var part in sequence.Parts)
        {
            if (x > first)
                Line(new Point(x - Rail.Gap, y), new Point(x, y));
            Place(part, x, y);
            x += part.Width + Rail.Gap;
        }
    }

    private void Place(RailChoice choice, double x, double y)
    {
        double left = x + Rail.Turn;
        double right = x + choice.Width;
        PlaceWithin(choice, choice.Ways[0], x, y);
        double wayY = y + choice.Ways[0].Down + Rail.Gap;
        foreach (var way in choice.Ways.Skip(1))
        {
            wayY += way.Up;
            Line(new Point(x, y), new Point(x + (Rail.Turn / 2), y), new Point(x + (Rail.Turn / 2), wayY), new Point(left, wayY));
            Place(way, left, wayY);
            Line(new Point(left + way.Width, wayY), new Point(right - (Rail.Turn / 2), wayY), new Point(right - (Rail.Turn / 2), y), new Point(right, y));
            wayY += way.Down + Rail.Gap;
        }
    }

    private void Place(RailLoop loop, double x, double y)
    {
        double back = y + loop.Item.Down + Rail.Gap;
        PlaceWithin(loop, loop.Item, x, y);
        Line(
            new Point(x + loop.Width - Rail.Turn, y), new Point(x + loop.Width - (Rail.Turn / 2), y), new Point(x + loop.Width - (Rail.Turn / 2), back),
            new Point(x + (Rail.Turn / 2), back), new Point(x + (Rail.Turn / 2), y), new Point(x + Rail.Turn, y));
        if (loop.Times.Length == 0)
            return;
        double width = TextMeasure.Command(loop.Times);
        _times.Add(new PlacedTimes(loop.Times, new Box(x + ((loop.Width - width) / 2), back + 1, width, RailLoop.CaptionHeight - 2)));
    }

    // The line runs on to the end of the wider part around it.
    private void PlaceWithin(Rail around, Rail item, double x, double y)
    {
        double left = x + Rail.Turn;
        Line(new Point(x, y), new Point(left, y));
        Place(item, left, y);
        Line(new Point(left + item.Width, y), new Point(x + around.Width, y));
    }

    private void Detour(Rail around, double x, double y, double detour)
    {
        double turn = Rail.Turn / 2;
        double right = x + around.Width;
        Line(
            new Point(x, y), new Point(x + turn, y), new Point(x + turn, detour),
            new Point(right - turn, detour), new Point(right - turn, y), new Point(right, y));
    }

    private void Line(params Point[] points) => _lines.Add(points);
}

/// <summary>A literal or a rule with its place.</summary>
internal sealed record PlacedBox(RailBox Rail, Box Bounds);

/// <summary>How often a loop may be gone, with its place.</summary>
internal sealed record PlacedTimes(string Text, Box Bounds);
