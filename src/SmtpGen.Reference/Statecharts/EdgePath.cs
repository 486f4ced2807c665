using SmtpGen.Reference.Drawing;
using static SmtpGen.Reference.Drawing.RoundedPath;

namespace SmtpGen.Reference.Statecharts;

/// <summary>The lines of edges, and their heads.</summary>
internal static class EdgePath
{
    private const double Radius = 7;
    private const double HeadLength = 9;

    /// <summary>The line as the data of a path, from the target to the source: the dashes of lines that share a track then lie on each other.</summary>
    /// <param name="points">From source to target.</param>
    public static string Of(IReadOnlyList<Point> points) =>
        RoundedPath.Of([Toward(points[^1], points[^2], HeadLength - 2), .. points.Reverse().Skip(1)], Radius);

    /// <summary>The head as the points of a polygon.</summary>
    /// <param name="points">From source to target.</param>
    /// <param name="halfWidth">Half of its width.</param>
    public static string Arrow(IReadOnlyList<Point> points, double halfWidth)
    {
        var tip = points[^1];
        var foot = Toward(tip, points[^2], HeadLength);
        double x = tip.Y == foot.Y ? 0 : halfWidth;
        double y = tip.Y == foot.Y ? halfWidth : 0;
        return $"{Text(tip)} {Text(new Point(foot.X - x, foot.Y - y))} {Text(new Point(foot.X + x, foot.Y + y))}";
    }
}
