using System.Globalization;
using System.Text;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>A load's results as a table: a row for each receiver.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes it, with its heading.</summary>
    public static string Write(LoadResult result)
    {
        var columns = new List<(string Title, Func<Standing, string> Cell)> { ("receiver", standing => standing.Receiver.Title) };
        foreach (var figure in result.Figures)
        {
            columns.Add((figure.Title, standing => Cell(standing[figure], figure.Digits)));
            foreach (var reference in figure.IsCompared ? result.References : [])
                columns.Add(($"x {reference.Receiver.Title}", standing => Cell(standing.Ratio(figure, reference), 2)));
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\n## {result.Load.Title} ({result.Load.Id})\n\n");
        Row(text, columns.Select(column => column.Title));
        Row(text, columns.Select(_ => "---"));
        foreach (var standing in result.Standings)
            Row(text, columns.Select((column, index) => index == 0 || standing.Failure is null ? column.Cell(standing) : "failed"));
        return text.ToString();
    }

    private static string Cell(Spread? spread, int digits)
    {
        if (spread is not { } value)
            return "";
        string Number(double number) => number.ToString("F" + digits, CultureInfo.InvariantCulture);
        return value.Least == value.Most ? Number(value.Median) : $"{Number(value.Median)} ({Number(value.Least)}–{Number(value.Most)})";
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
