namespace SmtpGen.Storage.Tests;

/// <summary>Queues as a whole: from their opening to their removal, across processes, and what the store does meanwhile.</summary>
public sealed class QueueLifeTests : QueueContract
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_removed_queue_keeps_no_message_and_hands_out_none(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue work = await store.OpenQueueAsync("work", cancellationToken: Token);
        IMessageQueue other = await store.OpenQueueAsync("other", cancellationToken: Token);
        string unwanted = await store.StoreAsync("unwanted", Token);
        await (await other.LeaseAsync(Token)).CompleteAsync(delete: true, Token);
        string wanted = await store.StoreAsync("wanted", Token);

        await store.RemoveQueueAsync("work", Token);
        await store.RemoveQueueAsync("work", Token);

        Assert.Null(await store.FindAsync(unwanted, Token));
        Assert.NotNull(await store.FindAsync(wanted, Token));
        Assert.Equal(["other"], (await store.ListQueuesAsync(Token)).Select(queue => queue.Name));
        await AssertFailsAsync(StoreFailure.NotFound, async () => await work.LeaseAsync(Token));
        await AssertFailsAsync(StoreFailure.NotFound, async () => await work.GetStatusAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_that_is_deleted_leaves_its_queues(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        string[] ids = [await store.StoreAsync("1", Token), await store.StoreAsync("2", Token)];
        IMessageLease lease = await queue.LeaseAsync(Token);

        await store.DeleteAsync(ids, Token);

        Assert.Null(await queue.TryLeaseAsync(Token));
        await AssertFailsAsync(StoreFailure.LeaseEnded, () => lease.CompleteAsync(cancellationToken: Token));
        Assert.Equal(new QueueStatus("work", 0, 0, 0), await queue.GetStatusAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_queue_knows_survives_the_process(string kind)
    {
        string[] ids;
        await using (IQueueStore store = OpenQueues(kind))
        {
            IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
            ids = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(n => store.StoreAsync($"{n}", Token)))];
            Dictionary<string, IMessageLease> leases = [];
            for (int n = 0; n < 4; n++)
            {
                IMessageLease lease = (await queue.TryLeaseAsync(Token))!;
                leases.Add(lease.Message.Id, lease);
            }

            ids = [.. leases.Keys];
            await leases[ids[0]].CompleteAsync(cancellationToken: Token);
            await leases[ids[1]].RejectAsync("bad", Token);
            await leases[ids[2]].AbandonAsync(TimeSpan.Zero, "later", "half", Token);
            await leases[ids[3]].AbandonAsync(TimeSpan.FromHours(1), "much later", cancellationToken: Token);
        }

        await using IQueueStore reopened = OpenQueues(kind);
        Assert.Equal([new QueueStatus("work", 3, 0, 1)], await reopened.ListQueuesAsync(Token));
        IMessageQueue again = await reopened.OpenQueueAsync("work", cancellationToken: Token);
        IMessageLease[] left = [(await again.TryLeaseAsync(Token))!, (await again.TryLeaseAsync(Token))!];
        Assert.Null(await again.TryLeaseAsync(Token));
        IMessageLease tried = Assert.Single(left, lease => lease.Message.Id == ids[2]);
        Assert.Equal((2, "half"), (tried.Attempt, tried.State));
        Assert.Single(left, lease => lease.Attempt == 1 && !ids.Contains(lease.Message.Id));
        Assert.Equal((ids[1], "bad"), ((await DeadAsync(again))[0].Message.Id, (await DeadAsync(again))[0].Reason));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Names_and_options_that_cannot_be_are_refused(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        foreach (string name in new[] { "", "Work", "a b", "a/b", "../x", new string('a', 65), "é", "a\n" })
        {
            var failure = await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenQueueAsync(name, cancellationToken: Token));
            Assert.Contains("1 to 64 of the characters a to z, 0 to 9 and hyphen", failure.Message, StringComparison.Ordinal);
        }

        foreach (QueueOptions options in new[] { new QueueOptions { LeaseTime = TimeSpan.Zero }, new QueueOptions { MaxAttempts = 0 } })
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenQueueAsync("work", options, Token));
        Assert.Empty(await store.ListQueuesAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_that_is_opened_for_reading_lists_its_queues_and_changes_none(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        await store.StoreAsync("1", Token);
        await store.StoreAsync("2", Token);
        await (await queue.LeaseAsync(Token)).RejectAsync("bad", Token);

        await using IQueueStore reading = OpenQueues(kind, StoreAccess.Read);
        Assert.Equal([new QueueStatus("work", 1, 0, 1)], await reading.ListQueuesAsync(Token));
        await AssertFailsAsync(StoreFailure.ReadOnly, async () => await reading.OpenQueueAsync("work", cancellationToken: Token));
        await AssertFailsAsync(StoreFailure.ReadOnly, () => reading.RemoveQueueAsync("work", Token));
    }
}
