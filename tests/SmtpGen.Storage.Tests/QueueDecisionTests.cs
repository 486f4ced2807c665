namespace SmtpGen.Storage.Tests;

/// <summary>What becomes of a message that was not completed.</summary>
public sealed class QueueDecisionTests : QueueContract
{
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
}
