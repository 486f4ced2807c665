using SmtpGen.Reference.Drawing;
using SmtpGen.Reference.Railroads;
using static SmtpGen.Shared.Drawings.DrawingFaults;

namespace SmtpGen.Shared.Drawings;

/// <summary>Finds what is wrong with the places of a railroad drawing's parts.</summary>
internal static class RailroadFaults
{
    public static IReadOnlyList<string> Of(RailroadLayout layout) => [.. Places(layout), .. Loose(layout)];

    private static IEnumerable<string> Places(RailroadLayout layout)
    {
        List<(string Name, Box Bounds)> texts = [.. layout.Boxes.Select(box => (box.Rail.Text, box.Bounds)), .. layout.Times.Select(times => (times.Text, times.Bounds))];
        foreach (string overlap in Overlaps(texts))
            yield return overlap;
        foreach (var text in texts)
        {
            if (!IsInside(text.Bounds, new Box(0, 0, layout.Width, layout.Height)))
                yield return $"{text} leaves the drawing";
            if (layout.Lines.SelectMany(Parts).Any(line => Cross(line.From, line.To, text.Bounds)))
                yield return $"{text} lies over a line";
        }

        foreach (var box in layout.Boxes.Where(box => TextMeasure.Command(box.Rail.Text) > box.Bounds.Width - (2 * RailBox.Padding)))
            yield return $"{box.Rail.Text} is wider than its box";
        foreach (var point in layout.Lines.SelectMany(line => line).Where(point => point.X < 0 || point.Y < 0 || point.X > layout.Width || point.Y > layout.Height))
            yield return $"a line leaves the drawing at {point}";
        foreach (var (from, to) in layout.Lines.SelectMany(Parts).Where(line => line.From.X != line.To.X && line.From.Y != line.To.Y))
            yield return $"the line from {from} to {to} is oblique";
    }

    // Whoever follows the lines and boxes from the start comes to every one of them, and to the end.
    private static IEnumerable<string> Loose(RailroadLayout layout)
    {
        var things = layout.Lines.Concat(layout.Boxes.Select(box => (IReadOnlyList<Point>)[Left(box), Right(box)])).ToList();
        var open = new Stack<IReadOnlyList<Point>>([[layout.Start]]);
        while (open.TryPop(out var reached))
        {
            foreach (var next in things.Where(thing => Meet(reached, thing)).ToList())
            {
                things.Remove(next);
                open.Push(next);
            }
        }

        foreach (var thing in things)
            yield return $"nothing leads to {thing[0]}";
        if (!layout.Lines.Any(line => line[^1] == layout.Finish))
            yield return "nothing leads to the end";
    }

    private static Point Left(PlacedBox box) => new(box.Bounds.X, box.Bounds.Y + RailBox.HalfHeight);

    private static Point Right(PlacedBox box) => new(box.Bounds.Right, box.Bounds.Y + RailBox.HalfHeight);

    private static bool Meet(IReadOnlyList<Point> one, IReadOnlyList<Point> other) =>
        IsOn(one[0], other) || IsOn(one[^1], other) || IsOn(other[0], one) || IsOn(other[^1], one);

    private static bool IsOn(Point point, IReadOnlyList<Point> line) =>
        line.Contains(point) || Parts(line).Any(part => Between(point.X, part.From.X, part.To.X) && Between(point.Y, part.From.Y, part.To.Y));

    private static bool Between(double value, double one, double other) => value >= Math.Min(one, other) - 0.01 && value <= Math.Max(one, other) + 0.01;
}
