using System.Globalization;
using Spectre.Console;

namespace SmtpGen.Tool.Load;

/// <summary>Prints a report for people.</summary>
internal static class LoadReportPrinter
{
    private const int MostProblems = 10;

    public static void Write(LoadReport report, TextWriter output)
    {
        output.WriteLine(Text($"{report.Sent} messages of {report.Size} octets sent in {report.Seconds} s over {report.Sessions} sessions, {report.Failed} failed"));
        output.WriteLine(Text($"{report.MessagesPerSecond} messages/s"));
        output.WriteLine(Text($"latency in ms: 50 % {report.Latency.P50}, 90 % {report.Latency.P90}, 99 % {report.Latency.P99}, all {report.Latency.Max}"));
        var table = Tables.Create("Reply", "Count");
        foreach (var (code, count) in report.Replies)
            table.AddRow(new Text(Printable.Line(code)), new Text(Text($"{count}")));
        Tables.Write(output, table);
        Write(report.Unexpected, "unexpected: ", output);
        Write(report.Problems, "", output);
    }

    private static void Write(IReadOnlyDictionary<string, int> problems, string what, TextWriter output)
    {
        foreach (var (problem, count) in problems.OrderByDescending(problem => problem.Value).Take(MostProblems))
            output.WriteLine(Text($"{count} times: {what}{Printable.Line(problem)}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
