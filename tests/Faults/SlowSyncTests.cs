namespace SmtpGen.Faults.Tests;

/// <summary>With a disk whose syncs are slow, messages that wait together share them.</summary>
public sealed class SlowSyncTests
{
    private const int Senders = 20;
    private const int Messages = 4;

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task Twenty_senders_share_slow_syncs(string kind)
    {
        using var store = new TestStore(kind);
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store);
        server.Plan.Delay(TimeSpan.FromMilliseconds(200));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            using LineClient client = await LineClient.GreetedAsync(server.EndPoints[0]);
            for (int number = 0; number < Messages; number++)
                Assert.StartsWith("250", await client.SendAsync(TestMail.Next(TestMail.Small)));
        })));

        List<RecordedCall> syncs = [.. server.Calls.Where(call => call.Name == "sync")];
        string shared = store.IsMaildir ? "mail/new" : "mail.db-wal";
        int count = syncs.Count(call => call.IsEnd && call.Path == shared);
        Assert.InRange(count, 1, Senders * Messages / 4);
        if (store.IsMaildir)
            Assert.True(MostAtOnce(syncs) >= Senders / 2, $"at most {MostAtOnce(syncs)} files are synced at the same time");
    }

    private static int MostAtOnce(List<RecordedCall> syncs)
    {
        int now = 0, most = 0;
        foreach (RecordedCall call in syncs)
            most = Math.Max(most, now += call.IsEnd ? -1 : 1);
        return most;
    }
}
