using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpGen.Foreign;
using SmtpGen.Tests;

namespace SmtpGen.Tool.Tests;

/// <summary>The dashboard asks for what the server gives under a load that has something of everything.</summary>
public sealed partial class DashboardTests
{
    private const int Timeout = 180_000;

    private static readonly string s_dashboard = Path.Combine(AppContext.BaseDirectory, "grafana", "smtpgen.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Every_query_names_metrics_and_labels_that_there_are()
    {
        string text = await MetricsAsync();
        var samples = Sample().Matches(text).Select(sample => (Name: sample.Groups[1].Value, Labels: LabelNames(sample.Groups[2].Value))).ToLookup(
            sample => sample.Name, sample => sample.Labels);
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
                missing.AddRange(grouped.Concat(LabelNames(metric.Groups[2].Value)).Where(label => !labels.Contains(label)).Select(label => $"{label} of {query}"));
            }
        }

        Assert.Empty(missing);
    }

    [Fact(Timeout = Timeout)]
    public async Task Prometheus_finds_nothing_wrong_with_the_metrics()
    {
        string promtool = ForeignProgram.Require("promtool");
        var run = await ToolProcess.RunAsync([promtool, "check", "metrics"], await MetricsAsync());
        Assert.Equal(new ToolRun(0, "", ""), run);
    }

    // Messages, logins and TLS by the program's own load; a refused connection, a session that breaks off and a failed handshake.
    private static async Task<string> MetricsAsync()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new TestCertificates();
        var (smtp, tls, metrics) = (new FreePort(), new FreePort(), new FreePort());
        await using var server = ServeProcess.Start(
            "", "--listen", smtp.Address, "--listen", $"{tls.Address} tls", "--tls-cert", certificates.WritePem(TestCertificates.Create()),
            "--users", folder.Write("users", "alice:{PLAIN}secret\n"), "--store", folder["store.db"], "--metrics", metrics.Address,
            "--max-connections", "2");
        using (await smtp.GreetedAsync())
        using (await smtp.GreetedAsync())
        using (var refused = new TcpClient())
        {
            await refused.ConnectAsync(smtp.EndPoint, Cancellation);
            using var reader = new StreamReader(refused.GetStream());
            Assert.StartsWith("421", await reader.ReadLineAsync(Cancellation));
        }

        using var http = new HttpClient { BaseAddress = new($"http://{metrics.Address}") };
        await UntilAsync(http, "smtpgen_session_duration_seconds_count", 2);
        using (var wrong = new TcpClient())
        {
            await wrong.ConnectAsync(tls.EndPoint, Cancellation);
            await wrong.GetStream().WriteAsync("EHLO this.is.not.tls\r\n"u8.ToArray(), Cancellation);
            await UntilAsync(http, "smtpgen_tls_handshakes_total", 1);
        }

        var load = await ToolRun.OfAsync(
            "load", "--port", $"{smtp.EndPoint.Port}", "--helo", "client.example", "--tls", "required", "--insecure", "--user", "alice",
            "--password-file", folder.Write("password", "secret\n"), "--messages", "20", "--sessions", "1");
        Assert.Equal(0, load.ExitCode);
        return await UntilAsync(http, "smtpgen_session_duration_seconds_count", 3);
    }

    // The sum over all labels must come to a number; what is read is cached for a moment.
    private static async Task<string> UntilAsync(HttpClient http, string metric, int sum)
    {
        while (true)
        {
            string text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
            if (Sample().Matches(text).Where(sample => sample.Groups[1].Value == metric).Sum(sample => int.Parse(sample.Groups[3].Value, null)) == sum)
                return text;
            await Task.Delay(100, Cancellation);
        }
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

    private static IEnumerable<string> LabelNames(string labels) => Label().Matches(labels).Select(label => label.Groups[1].Value);

    [GeneratedRegex(@"^(smtpgen_\w+)\{(.*)\} (\S+)", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\b(smtpgen_(?:\w+_(?:total|count|sum|bucket|active|waiting)))\b(?:\{([^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"by \(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("(\\w+)(?:=|!=|=~|!~)\"[^\"]*\"")]
    private static partial Regex Label();
}
