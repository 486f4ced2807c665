using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>A state, a group, or the beginning of a session, while its place is looked for.</summary>
internal sealed class Slot(ChartNode node, Slot? parent, int index)
{
    public ChartNode Node { get; } = node;

    public Slot? Parent { get; } = parent;

    /// <summary>Its place from top to bottom, a group before what stands in it.</summary>
    public int Index { get; } = index;

    public List<Slot> Children { get; } = [];

    /// <summary>What leads away downwards along the way, in a straight line.</summary>
    public Route? Straight { get; set; }

    /// <summary>Whether the straight line passes it, on the left of it.</summary>
    public bool IsPassed { get; set; }

    /// <summary>Whether the straight line runs through it.</summary>
    public bool IsOnWay { get; set; }

    public SideRows Left { get; } = new();

    public SideRows Right { get; } = new();

    /// <summary>Where text begins in it.</summary>
    public double TextX { get; set; }

    public double X { get; set; }

    public double RightX { get; set; }

    public double Y { get; set; }

    public double BottomY { get; set; }

    public Box Bounds => new(X, Y, RightX - X, BottomY - Y);

    public bool IsGroup => Node.IsGroup;
}

/// <summary>The rows in which lines meet one side of a box or frame, from top to bottom.</summary>
internal sealed class SideRows
{
    /// <summary>How far the first line of a row with a single label is below its upper end.</summary>
    public const double FirstLine = Route.LineHeight + 8 - Below;

    private const double Arrow = 18;
    private const double Below = 4;
    private readonly List<(double Height, Action<double> Place)> _rows = [];

    /// <summary>Width of the widest label.</summary>
    public double LabelWidth { get; private set; }

    public double Height => _rows.Sum(row => row.Height);

    /// <summary>A line that leaves with its label above it.</summary>
    public void AddOut(Route route)
    {
        LabelWidth = Math.Max(LabelWidth, route.LabelWidth);
        _rows.Add((Math.Max(Route.LineHeight, route.LabelHeight) + 8, y => route.SourceY = y));
    }

    /// <summary>Lines that arrive.</summary>
    public void AddIn(Track track) => _rows.Add((Arrow, y => track.TargetY = y));

    /// <summary>Gives each row its place; its line is at its lower end.</summary>
    public void Place(double y)
    {
        foreach (var (height, place) in _rows)
        {
            y += height;
            place(y - Below);
        }
    }
}
