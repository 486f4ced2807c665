using System.Collections.Concurrent;
using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>A server that is killed.</summary>
public sealed class CrashTests : PostgresTests
{
    [Fact]
    public async Task Kills_under_load_lose_nothing_that_was_acknowledged_and_store_nothing_twice()
    {
        using PostgresCluster cluster = await PostgresCluster.StartAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var refused = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        Task[] sessions = [.. Enumerable.Range(0, 8).Select(session => Task.Run(async () =>
        {
            for (int number = 0; !stop.IsCancellationRequested; number++)
            {
                string text = $"{session}-{number}";
                try
                {
                    acknowledged[text] = await store.StoreAsync(text, Token);
                }
                catch (StoreException)
                {
                    refused.Add(text);
                }
            }
        }))];
        for (int kill = 0; kill < 5; kill++)
        {
            await Task.Delay(400 + (kill * 37), Token);
            await cluster.KillAsync();
            await cluster.StartServerAsync();
        }

        await Task.Delay(300, Token);
        await stop.CancelAsync();
        await Task.WhenAll(sessions);

        // A server that is back in time costs time, and no refusal.
        Assert.Empty(refused);
        Assert.InRange(acknowledged.Count, 50, int.MaxValue);
        var stored = new Dictionary<string, string>();
        foreach (StoredMessage message in await store.ListAllAsync(Token))
            stored.Add(await store.ReadTextAsync(message.Id, Token), message.Id);
        Assert.Equal(acknowledged.OrderBy(pair => pair.Key), stored.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task A_server_that_stays_away_costs_a_refusal_in_time()
    {
        using PostgresCluster cluster = await PostgresCluster.StartAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster, seconds: 2);
        await store.StoreAsync("kept", Token);
        await cluster.KillAsync();

        StoreException failure = await RefusedAsync(() => store.StoreAsync("refused", Token)).WaitAsync(TimeSpan.FromSeconds(5), Token);
        Assert.Contains("nothing listens there", failure.Message, StringComparison.Ordinal);
        await RefusedAsync(() => store.ListAllAsync(Token)).WaitAsync(TimeSpan.FromSeconds(5), Token);

        await cluster.StartServerAsync();
        await store.StoreAsync("again", Token);
        Assert.Equal(2, (await store.ListAllAsync(Token)).Count);
    }
}
