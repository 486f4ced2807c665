namespace SmtpGen.Storage.Tests;

/// <summary>What queues of every store promise.</summary>
public sealed class QueueTests : StoreContract
{
    private static readonly QueueOptions s_shortLease = new() { LeaseTime = TimeSpan.FromMilliseconds(300), MaxAttempts = 2 };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_from_before_and_after_the_opening_come_once_each_oldest_first(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        string before = await store.StoreAsync("before", Token);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        string after = await store.StoreAsync("after", Token);

        IMessageLease first = (await queue.TryLeaseAsync(Token))!;
        IMessageLease second = (await queue.TryLeaseAsync(Token))!;

        Assert.Equal((before, after), (first.Message.Id, second.Message.Id));
        Assert.Equal((1, null), (first.Attempt, first.State));
        Assert.Equal("alice@example.org", first.Message.Envelope.ReversePath);
        using (var body = new StreamReader(await first.OpenAsync(Token)))
            Assert.Equal("before", await body.ReadToEndAsync(Token));
        Assert.Null(await queue.TryLeaseAsync(Token));
        Assert.Equal(new QueueStatus("work", 0, 2, 0), await queue.GetStatusAsync(Token));
        await first.CompleteAsync(cancellationToken: Token);
        await second.CompleteAsync(cancellationToken: Token);
        Assert.Null(await queue.TryLeaseAsync(Token));
        Assert.Equal(new QueueStatus("work", 0, 0, 0), await queue.GetStatusAsync(Token));
        Assert.NotNull(await store.FindAsync(before, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_abandoned_message_comes_again_after_the_delay_with_what_the_attempt_left(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        await store.StoreAsync("x", Token);
        IMessageLease lease = await queue.LeaseAsync(Token);

        await lease.AbandonAsync(TimeSpan.FromHours(1), "not yet", cancellationToken: Token);
        Assert.True(lease.IsDecided);
        Assert.Null(await queue.TryLeaseAsync(Token));
        Assert.Equal(1, (await queue.GetStatusAsync(Token)).Waiting);

        await store.StoreAsync("y", Token);
        IMessageLease other = await queue.LeaseAsync(Token);
        await other.AbandonAsync(TimeSpan.FromMilliseconds(50), "soon", "half done", Token);
        IMessageLease again = await queue.LeaseAsync(Token);
        Assert.Equal((other.Message.Id, 2, "half done"), (again.Message.Id, again.Attempt, again.State));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_the_last_attempt_a_message_is_a_dead_letter_and_can_be_revived(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", new QueueOptions { MaxAttempts = 2 }, Token);
        string id = await store.StoreAsync("x", Token);
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            IMessageLease lease = await queue.LeaseAsync(Token);
            Assert.Equal(attempt == 2, lease.IsLastAttempt);
            await lease.AbandonAsync(TimeSpan.Zero, $"failed {attempt}", cancellationToken: Token);
        }

        Assert.Null(await queue.TryLeaseAsync(Token));
        DeadLetter dead = Assert.Single(await DeadAsync(queue));
        Assert.Equal((id, 2, "failed 2"), (dead.Message.Id, dead.Attempts, dead.Reason));
        Assert.InRange(dead.Since, DateTimeOffset.Now.AddMinutes(-5), DateTimeOffset.Now.AddMinutes(5));
        Assert.Equal(1, (await queue.GetStatusAsync(Token)).Dead);

        await queue.ReviveAsync(id, Token);
        Assert.Empty(await DeadAsync(queue));
        Assert.Equal(1, (await queue.LeaseAsync(Token)).Attempt);
        foreach (string notDead in new[] { id, "no-such-id", "", "99999999999999999999" })
            await AssertFailsAsync(StoreFailure.NotFound, () => queue.ReviveAsync(notDead, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_rejected_message_is_a_dead_letter_at_once(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        await store.StoreAsync("x", Token);

        await (await queue.LeaseAsync(Token)).RejectAsync("cannot be read", Token);

        DeadLetter dead = Assert.Single(await DeadAsync(queue));
        Assert.Equal((1, "cannot be read"), (dead.Attempts, dead.Reason));
        Assert.Null(await queue.TryLeaseAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lease_that_ran_out_is_somebody_elses(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", s_shortLease, Token);
        await store.StoreAsync("x", Token);
        IMessageLease late = await queue.LeaseAsync(Token);

        IMessageLease current = await queue.LeaseAsync(Token);
        Assert.Equal(2, current.Attempt);
        foreach (Func<IMessageLease, ValueTask> decide in s_decisions)
            await AssertFailsAsync(StoreFailure.LeaseEnded, () => decide(late));
        await current.CompleteAsync(cancellationToken: Token);
        foreach (Func<IMessageLease, ValueTask> decide in s_decisions)
            await AssertFailsAsync(StoreFailure.LeaseEnded, () => decide(current));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_whose_last_lease_ran_out_is_a_dead_letter(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", s_shortLease, Token);
        await store.StoreAsync("x", Token);
        await queue.LeaseAsync(Token);
        await queue.LeaseAsync(Token);

        List<DeadLetter> dead;
        do
        {
            Assert.Null(await queue.TryLeaseAsync(Token));
            await Task.Delay(20, Token);
            dead = await DeadAsync(queue);
        }
        while (dead.Count == 0);
        Assert.Equal((2, PendingLease.RanOut), (dead[0].Attempts, dead[0].Reason));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_renewed_lease_lasts_longer(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", new QueueOptions { LeaseTime = TimeSpan.FromSeconds(1) }, Token);
        await store.StoreAsync("x", Token);
        IMessageLease lease = await queue.LeaseAsync(Token);
        IMessageQueue longer = await store.OpenQueueAsync("work", new QueueOptions { LeaseTime = TimeSpan.FromHours(1) }, Token);
        await lease.RenewAsync(Token);
        Assert.False(lease.IsDecided);
        await lease.AbandonAsync(TimeSpan.Zero, "again", cancellationToken: Token);

        IMessageLease held = await longer.LeaseAsync(Token);
        await Task.Delay(1200, Token);
        Assert.Null(await queue.TryLeaseAsync(Token));
        await held.RenewAsync(Token);
        await held.CompleteAsync(cancellationToken: Token);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_released_message_is_due_at_once_and_the_attempt_does_not_count(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", new QueueOptions { MaxAttempts = 1 }, Token);
        await store.StoreAsync("x", Token);
        for (int time = 0; time < 3; time++)
        {
            IMessageLease lease = (await queue.TryLeaseAsync(Token))!;
            Assert.Equal(1, lease.Attempt);
            await lease.ReleaseAsync(Token);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_queue_gets_every_message_and_the_last_one_deletes_it(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue forward = await store.OpenQueueAsync("forward", cancellationToken: Token);
        IMessageQueue announce = await store.OpenQueueAsync("announce", cancellationToken: Token);
        string id = await store.StoreAsync("x", Token);
        Assert.Equal([new("announce", 1, 0, 0), new QueueStatus("forward", 1, 0, 0)], await store.ListQueuesAsync(Token));

        await (await forward.LeaseAsync(Token)).CompleteAsync(delete: true, Token);
        Assert.NotNull(await store.FindAsync(id, Token));
        await (await announce.LeaseAsync(Token)).CompleteAsync(cancellationToken: Token);
        Assert.Null(await store.FindAsync(id, Token));
        await AssertFailsAsync(StoreFailure.NotFound, async () => await store.OpenAsync(id, Token));
    }

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
    public async Task Whoever_waits_gets_a_message_when_it_is_stored(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        Task<IMessageLease> waiting = queue.LeaseAsync(Token).AsTask();
        await Task.Delay(50, Token);
        Assert.False(waiting.IsCompleted);

        string id = await store.StoreAsync("x", Token);
        Assert.Equal(id, (await waiting).Message.Id);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<IMessageLease> inVain = queue.LeaseAsync(ended.Token).AsTask();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inVain);
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
    public async Task Many_who_take_messages_at_the_same_time_get_each_once(string kind)
    {
        await using IQueueStore store = OpenQueues(kind);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        var taken = new System.Collections.Concurrent.ConcurrentBag<string>();
        Task<string[]> stored = Task.WhenAll(Enumerable.Range(0, 200).Select(n => store.StoreAsync($"{n}", Token)));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (taken.Count < 200)
            {
                if (await queue.TryLeaseAsync(Token) is not { } lease)
                    continue;
                taken.Add(lease.Message.Id);
                await lease.CompleteAsync(cancellationToken: Token);
            }
        }));

        Assert.Equal((await stored).Order(), taken.Order());
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

    private static readonly Func<IMessageLease, ValueTask>[] s_decisions =
    [
        lease => lease.RenewAsync(),
        lease => lease.CompleteAsync(),
        lease => lease.AbandonAsync(TimeSpan.Zero, "late"),
        lease => lease.ReleaseAsync(),
        lease => lease.RejectAsync("late"),
    ];

    private IQueueStore OpenQueues(string kind, StoreAccess access = StoreAccess.ReadWrite) => (IQueueStore)Open(kind, access);

    private static async Task<List<DeadLetter>> DeadAsync(IMessageQueue queue)
    {
        var dead = new List<DeadLetter>();
        await foreach (DeadLetter letter in queue.ListDeadAsync(Token))
            dead.Add(letter);
        return dead;
    }

    private static async Task AssertFailsAsync(StoreFailure kind, Func<ValueTask> action)
        => Assert.Equal(kind, (await Assert.ThrowsAsync<StoreException>(async () => await action())).Kind);
}
