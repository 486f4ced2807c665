using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SmtpGen.Cluster.Tests;

/// <summary>
/// What <c>smtpgen load</c> gets through the cluster by 1, 2 and 4 servers. Only the counts are asserted; <c>CLUSTER=long</c> measures, and
/// writes the table of docs/scale.md to <c>CLUSTER_TABLE</c>.
/// </summary>
public sealed class ThroughputTests
{
    private const int Timeout = 3_600_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Every_message_of_a_load_is_stored_once_and_announced()
    {
        int[] counts = LongForm.IsAsked ? [1, 2, 4] : [2];
        int messages = LongForm.Or(3_000, 200);
        var rates = counts.ToDictionary(count => count, _ => new List<(double Rate, double Median, double Late)>());
        // Interleaved, so that all suffer alike from what else the machine does.
        for (int round = 0; round < LongForm.Or(2, 1); round++)
        {
            foreach (int count in counts)
                rates[count].Add(await MeasureAsync(count, messages));
        }

        var table = new StringBuilder("| serve | messages/s | p50 | p99 |\n|---|---|---|---|\n");
        foreach (var (count, measured) in rates)
        {
            var (rate, median, late) = measured.OrderBy(one => one.Rate).ElementAt(measured.Count / 2);
            table.Append(CultureInfo.InvariantCulture, $"| {count} | {rate:0} | {median:0} ms | {late:0} ms |\n");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("CLUSTER_TABLE") is { Length: > 0 } path)
            await File.WriteAllTextAsync(path + ".throughput", table.ToString(), Token);
    }

    private static async Task<(double Rate, double Median, double Late)> MeasureAsync(int servers, int messages)
    {
        await using var cluster = await MailCluster.StartAsync(servers);
        await LoadAsync(cluster.Port, 100);
        var report = await LoadAsync(cluster.Port, messages);
        Assert.Equal(messages, report.GetProperty("sent").GetInt32());
        await using var store = await Storage.Postgres.PostgresMessageStore.OpenAsync(cluster.ConnectionString, access: Storage.StoreAccess.Read, cancellationToken: Token);
        int stored = 0;
        await foreach (var _ in store.ListAsync(Token))
            stored++;
        Assert.Equal(messages + 100, stored);
        while ((await store.ListQueuesAsync(Token)).Any(queue => queue.Waiting + queue.Leased > 0))
            await Task.Delay(100, Token);
        var latency = report.GetProperty("latency");
        return (report.GetProperty("messagesPerSecond").GetDouble(), Milliseconds(latency, "p50"), Milliseconds(latency, "p99"));
    }

    private static double Milliseconds(JsonElement latency, string name)
        => latency.EnumerateObject().First(member => member.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Value.GetDouble();

    private static async Task<JsonElement> LoadAsync(int port, int messages)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "smtpgen.dll");
        string[] arguments = [program, "load", "--port", $"{port}", "--sessions", "48", "--messages", $"{messages}", "--json"];
        using var load = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = load.StandardError.ReadToEndAsync(Token);
        string output = await load.StandardOutput.ReadToEndAsync(Token);
        await load.WaitForExitAsync(Token);
        Assert.True(load.ExitCode == 0, output + await errors);
        return JsonDocument.Parse(output).RootElement;
    }
}
