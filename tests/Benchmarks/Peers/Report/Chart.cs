using ScottPlot;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>A figure of a load as horizontal bars: the median, with a line from the least to the most.</summary>
internal static class Chart
{
    private const int Width = 800;
    private const int BarHeight = 34;
    private const int Frame = 110;

    /// <summary>Writes an SVG.</summary>
    public static void Write(string path, LoadResult result, Figure figure)
    {
        var measured = result.Standings.Where(standing => standing.Failure is null && standing[figure] is not null).Reverse().ToList();
        if (measured.Count == 0)
            return;
        using var plot = new Plot();
        var bars = plot.Add.Bars(measured.Select((standing, position) =>
        {
            var spread = standing[figure]!.Value;
            return new Bar
            {
                Position = position,
                Value = spread.Median,
                Error = 0,
                FillColor = result.Load.References.Contains(standing.Receiver.Id) ? Colors.Gray : Colors.SteelBlue,
                Orientation = Orientation.Horizontal,
            };
        }).ToArray());
        bars.Horizontal = true;
        for (int position = 0; position < measured.Count; position++)
        {
            var spread = measured[position][figure]!.Value;
            var line = plot.Add.Line(spread.Least, position, spread.Most, position);
            line.LineColor = Colors.Black;
            line.LineWidth = 2;
        }

        plot.Axes.Left.SetTicks([.. measured.Select((_, position) => (double)position)], [.. measured.Select(standing => standing.Receiver.Title)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Margins(left: 0);
        plot.HideGrid();
        plot.Title(result.Load.Title);
        plot.XLabel(figure.Title);
        plot.SaveSvg(path, Width, Frame + (BarHeight * measured.Count));
    }
}
