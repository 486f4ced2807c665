namespace SmtpGen.Storage.Tests;

/// <summary>How long a message of a queue is whose.</summary>
public sealed class QueueLeaseTests : QueueContract
{
    private static readonly QueueOptions s_shortLease = new() { LeaseTime = TimeSpan.FromMilliseconds(300), MaxAttempts = 2 };

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

    private static readonly Func<IMessageLease, ValueTask>[] s_decisions =
    [
        lease => lease.RenewAsync(),
        lease => lease.CompleteAsync(),
        lease => lease.AbandonAsync(TimeSpan.Zero, "late"),
        lease => lease.ReleaseAsync(),
        lease => lease.RejectAsync("late"),
    ];
}
