using System.Text;
using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Statecharts;

/// <summary>Lines with round corners, and their heads.</summary>
internal static class EdgePath
{
    private const double Radius = 7;
    private const double HeadLength = 9;

    /// <summary>The line as the data of a path, from the target to the source: the dashes of lines that share a track then lie on each other.</summary>
    /// <param name="points">From source to target.</param>
    public static string Of(IReadOnlyList<Point> points)
    {
        var line = points.Reverse().ToList();
        line[0] = Toward(line[0], line[1], HeadLength - 2);
        var path = new StringBuilder($"M{Text(line[0])}");
        for (int i = 1; i < line.Count - 1; i++)
        {
            double radius = Math.Min(Radius, Math.Min(Length(line[i - 1], line[i]), Length(line[i], line[i + 1])) / 2);
            path.Append($" L{Text(Toward(line[i], line[i - 1], radius))} Q{Text(line[i])} {Text(Toward(line[i], line[i + 1], radius))}");
        }

        return path.Append($" L{Text(line[^1])}").ToString();
    }

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

    private static Point Toward(Point from, Point to, double distance)
    {
        double length = Length(from, to);
        return length == 0 ? from : new Point(from.X + ((to.X - from.X) * distance / length), from.Y + ((to.Y - from.Y) * distance / length));
    }

    private static double Length(Point from, Point to) => Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y);

    private static string Text(Point point) => $"{SvgText.Number(point.X)},{SvgText.Number(point.Y)}";
}
