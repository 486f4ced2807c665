namespace SmtpGen.Storage.Tests;

/// <summary>How queues of every store hand out messages.</summary>
public sealed class QueueTests : QueueContract
{
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
}
