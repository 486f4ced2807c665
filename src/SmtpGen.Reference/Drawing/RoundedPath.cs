using System.Text;

namespace SmtpGen.Reference.Drawing;

/// <summary>Lines of horizontal and vertical parts, with round corners.</summary>
internal static class RoundedPath
{
    /// <summary>The line as the data of a path.</summary>
    /// <param name="points">Its corners.</param>
    /// <param name="corner">Radius of the corners where there is room.</param>
    public static string Of(IReadOnlyList<Point> points, double corner)
    {
        var path = new StringBuilder($"M{Text(points[0])}");
        for (int i = 1; i < points.Count - 1; i++)
        {
            double radius = Math.Min(corner, Math.Min(Length(points[i - 1], points[i]), Length(points[i], points[i + 1])) / 2);
            path.Append($" L{Text(Toward(points[i], points[i - 1], radius))} Q{Text(points[i])} {Text(Toward(points[i], points[i + 1], radius))}");
        }

        return path.Append($" L{Text(points[^1])}").ToString();
    }

    /// <summary>The point in a distance from one towards another.</summary>
    public static Point Toward(Point from, Point to, double distance)
    {
        double length = Length(from, to);
        return length == 0 ? from : new Point(from.X + ((to.X - from.X) * distance / length), from.Y + ((to.Y - from.Y) * distance / length));
    }

    /// <summary>A point as a path has it.</summary>
    public static string Text(Point point) => $"{SvgText.Number(point.X)},{SvgText.Number(point.Y)}";

    private static double Length(Point from, Point to) => Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y);
}
