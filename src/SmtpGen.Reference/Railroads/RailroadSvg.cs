using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Railroads;

/// <summary>Writes railroad drawings as SVG.</summary>
internal static class RailroadSvg
{
    /// <summary>Writes one.</summary>
    /// <param name="layout">The places of its parts.</param>
    /// <param name="label">What it shows: the syntax itself, for those who hear the page.</param>
    /// <param name="drawn">The rules that are drawn, too, with their names as they are defined; their boxes lead to <c>#rule-NAME</c>.</param>
    /// <param name="isStandalone">Whether it brings its style along; a page has <see cref="RailroadStyle.Css"/> for all.</param>
    public static string Write(RailroadLayout layout, string label, IReadOnlyDictionary<string, string> drawn, bool isStandalone)
    {
        var svg = SvgText.Document("railroad", label, layout.Width, layout.Height, isStandalone ? RailroadStyle.Standalone : null, layout.Boxes.Any(box => Target(box.Rail, drawn) is not null));
        foreach (var line in layout.Lines)
            svg.Empty("path", ("d", RoundedPath.Of(line, 8)));
        svg.Empty("circle", ("class", "end"), ("cx", layout.Start.X), ("cy", layout.Start.Y), ("r", 4));
        svg.Empty("circle", ("class", "end"), ("cx", layout.Finish.X), ("cy", layout.Finish.Y), ("r", 4));
        foreach (var box in layout.Boxes)
            Box(svg, box, drawn);
        foreach (var times in layout.Times)
            svg.Text("text", times.Text, ("class", "times"), ("x", times.Bounds.X), ("y", times.Bounds.Bottom - 4));
        return svg.Close().ToString();
    }

    private static void Box(SvgText svg, PlacedBox placed, IReadOnlyDictionary<string, string> drawn)
    {
        var box = placed.Rail;
        string? rule = Target(box, drawn);
        if (rule is not null)
            svg.Open("a", ("href", $"#rule-{rule}"));
        svg.Open("g", ("class", box.IsRule ? "rule" : "literal"));
        var bounds = placed.Bounds;
        svg.Empty("rect", ("x", bounds.X), ("y", bounds.Y), ("width", bounds.Width), ("height", bounds.Height), ("rx", box.IsRule ? 3 : RailBox.HalfHeight));
        svg.Text("text", box.Text, ("x", bounds.X + RailBox.Padding), ("y", bounds.Y + RailBox.HalfHeight + 4.5));
        svg.Close();
        if (rule is not null)
            svg.Close();
    }

    private static string? Target(RailBox box, IReadOnlyDictionary<string, string> drawn) => box.IsRule ? drawn.GetValueOrDefault(box.Text) : null;
}
