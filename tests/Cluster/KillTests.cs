using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SmtpGen.Cluster.Tests;

/// <summary>
/// Clients send without a pause while one part after the other is killed and comes back. What was acknowledged is in the store once, what was
/// refused is not, and everything that is there is announced. <c>CLUSTER=long</c> does it many times, at random, and writes the table of
/// docs/scale.md to <c>CLUSTER_TABLE</c>.
/// </summary>
public sealed class KillTests
{
    private const int Timeout = 7_200_000;
    private const int Sessions = 16;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Whatever_part_is_killed_no_acknowledged_message_is_lost_or_there_twice()
    {
        await using var cluster = await MailCluster.StartAsync();
        var parts = cluster.Parts.ToList();
        var random = new Random(LongForm.IsAsked ? Environment.TickCount : 1);
        var kills = parts.ToDictionary(part => part.Name, _ => new List<TimeSpan>());
        await using var clients = new Clients(cluster.Port);
        clients.Start(Sessions);
        await AcknowledgedAsync(cluster, clients, "the start", since: DateTime.UtcNow);

        int rounds = LongForm.Or(3, 1);
        for (int round = 0; round < rounds; round++)
        {
            foreach (var part in parts.OrderBy(_ => random.Next()).ToList())
            {
                var begin = DateTime.UtcNow;
                await part.FailAsync();
                await Task.Delay(random.Next(200, LongForm.Or(4_000, 1_000)), Token);
                await part.ReturnAsync();
                var back = DateTime.UtcNow;
                await AcknowledgedAsync(cluster, clients, $"{part.Name} was back", since: back);
                kills[part.Name].Add(Without(clients, begin, back));
                await Task.Delay(random.Next(100, 500), Token);
            }
        }

        await clients.StopAsync();
        var ledger = await cluster.SettleAsync(clients.Attempts);
        TestContext.Current.TestOutputHelper!.WriteLine($"{ledger}\n{Table(kills)}");
        if (Environment.GetEnvironmentVariable("CLUSTER_TABLE") is { Length: > 0 } path)
            await File.WriteAllTextAsync(path, $"{ledger}\n\n{Table(kills)}", Token);
        try
        {
            ledger.RequireKept();
        }
        catch
        {
            TestContext.Current.TestOutputHelper!.WriteLine(await cluster.DescribeAsync());
            throw;
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task When_the_database_does_not_come_back_its_standby_goes_on_with_all_that_was_acknowledged()
    {
        await using var cluster = await MailCluster.StartAsync();
        await using var clients = new Clients(cluster.Port);
        clients.Start(Sessions);
        while (clients.Attempts.Count(attempt => attempt.IsAcknowledged) < LongForm.Or(5_000, 300))
            await Task.Delay(50, Token);

        var begin = DateTime.UtcNow;
        await cluster.Database.KillAsync();
        await cluster.Standby.QueryAsync("SELECT pg_promote()");
        var promoted = DateTime.UtcNow;
        await AcknowledgedAsync(cluster, clients, "the standby was promoted", since: promoted);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Without(clients, begin, promoted).TotalSeconds:0.0} s without service"));
        while (clients.Attempts.Count(attempt => attempt.IsAcknowledged && attempt.At > promoted) < 100)
            await Task.Delay(50, Token);
        await clients.StopAsync();
        var ledger = await cluster.SettleAsync(clients.Attempts, cluster.Standby);
        TestContext.Current.TestOutputHelper!.WriteLine(ledger.ToString());
        ledger.RequireKept();
    }

    // Messages are acknowledged again.
    private static async Task AcknowledgedAsync(MailCluster cluster, Clients clients, string what, DateTime since)
    {
        var watch = Stopwatch.StartNew();
        while (!clients.Attempts.Any(attempt => attempt.IsAcknowledged && attempt.At > since))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(3))
                Assert.Fail($"no message has been acknowledged for three minutes since {what}:\n{await cluster.DescribeAsync()}");
            await Task.Delay(20, Token);
        }
    }

    // The longest time without an acknowledged message between a part's end and the first message after its return.
    private static TimeSpan Without(Clients clients, DateTime begin, DateTime back)
    {
        DateTime[] times = [begin, .. clients.Attempts.Where(attempt => attempt.IsAcknowledged && attempt.At > begin).Select(attempt => attempt.At).Order()];
        return times.Zip(times.Skip(1), (one, next) => (one, next)).Where(gap => gap.one <= back || gap.one == begin).Max(gap => gap.next - gap.one);
    }

    private static string Table(Dictionary<string, List<TimeSpan>> kills)
    {
        var table = new StringBuilder("| part | kills | time without service, median | longest |\n|---|---|---|---|\n");
        foreach (var (name, times) in kills)
        {
            var sorted = times.Order().ToList();
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {times.Count} | {sorted[sorted.Count / 2].TotalSeconds:0.0} s | {sorted[^1].TotalSeconds:0.0} s |\n");
        }

        return table.ToString();
    }
}
