using SmtpGen.Reference.Drawing;

namespace SmtpGen.Shared.Drawings;

/// <summary>Finds what overlaps in a drawing.</summary>
internal static class DrawingFaults
{
    private const double Slack = 0.01;

    /// <summary>Whether two rectangles share more than a border.</summary>
    public static bool Overlap(Box one, Box other) =>
        one.X < other.Right - Slack && other.X < one.Right - Slack && one.Y < other.Bottom - Slack && other.Y < one.Bottom - Slack;

    /// <summary>Whether a rectangle lies in another.</summary>
    public static bool IsInside(Box inner, Box outer) =>
        inner.X >= outer.X - Slack && inner.Right <= outer.Right + Slack && inner.Y >= outer.Y - Slack && inner.Bottom <= outer.Bottom + Slack;

    /// <summary>Whether a line goes through a rectangle, and not only along its border.</summary>
    public static bool Cross(Point from, Point to, Box box) => Math.Min(from.X, to.X) < box.Right - Slack && Math.Max(from.X, to.X) > box.X + Slack
        && Math.Min(from.Y, to.Y) < box.Bottom - Slack && Math.Max(from.Y, to.Y) > box.Y + Slack;

    /// <summary>The sides of a rectangle.</summary>
    public static IEnumerable<(Point From, Point To)> Border(Box box) =>
    [
        (new Point(box.X, box.Y), new Point(box.Right, box.Y)),
        (new Point(box.X, box.Bottom), new Point(box.Right, box.Bottom)),
        (new Point(box.X, box.Y), new Point(box.X, box.Bottom)),
        (new Point(box.Right, box.Y), new Point(box.Right, box.Bottom)),
    ];

    /// <summary>The parts of a line.</summary>
    public static IEnumerable<(Point From, Point To)> Parts(IReadOnlyList<Point> points) => points.Zip(points.Skip(1));

    /// <summary>Those pairs that overlap, in words.</summary>
    public static IEnumerable<string> Overlaps(IReadOnlyList<(string Name, Box Bounds)> things) =>
        from i in Enumerable.Range(0, things.Count)
        from j in Enumerable.Range(i + 1, things.Count - i - 1)
        where Overlap(things[i].Bounds, things[j].Bounds)
        select $"{things[i]} lies over {things[j]}";
}
