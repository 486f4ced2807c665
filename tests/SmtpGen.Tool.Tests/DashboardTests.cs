using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpGen.Foreign;

namespace SmtpGen.Tool.Tests;

/// <summary>The dashboard asks for what the server gives under a load that has something of everything.</summary>
public sealed partial class DashboardTests
{
    private const int Timeout = 180_000;

    private static readonly string s_dashboard = Path.Combine(AppContext.BaseDirectory, "grafana", "smtpgen.json");

    [Fact(Timeout = Timeout)]
    public async Task Every_query_names_metrics_and_labels_that_there_are()
    {
        string text = await WatchedLoad.MetricsAsync();
        var samples = WatchedLoad.Samples(text).ToLookup(sample => sample.Name, sample => sample.Labels);
        string[] queries = [.. Queries()];
        Assert.InRange(queries.Length, 15, 100);
        var missing = new List<string>();
        foreach (string query in queries)
        {
            string[] grouped = [.. Grouping().Matches(query).SelectMany(group => group.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))];
            foreach (Match metric in Metric().Matches(query))
            {
                var labels = samples[metric.Groups[1].Value].SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
                if (labels.Count == 0)
                    missing.Add(metric.Groups[1].Value);
                missing.AddRange(grouped.Concat(WatchedLoad.LabelNames(metric.Groups[2].Value)).Where(label => !labels.Contains(label)).Select(label => $"{label} of {query}"));
            }
        }

        Assert.Empty(missing);
    }

    [Fact(Timeout = Timeout)]
    public async Task Prometheus_finds_nothing_wrong_with_the_metrics()
    {
        string promtool = ForeignProgram.Require("promtool");
        var run = await ToolProcess.RunAsync([promtool, "check", "metrics"], await WatchedLoad.MetricsAsync());
        Assert.Equal(new ToolRun(0, "", ""), run);
    }

    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllBytes(s_dashboard));
        foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _)))
        {
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                yield return target.GetProperty("expr").GetString()!;
        }
    }

    [GeneratedRegex(@"\b(smtpgen_(?:\w+_(?:total|count|sum|bucket|active|waiting)))\b(?:\{([^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"by \(([^)]*)\)")]
    private static partial Regex Grouping();
}
