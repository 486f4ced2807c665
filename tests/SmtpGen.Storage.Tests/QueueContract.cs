namespace SmtpGen.Storage.Tests;

/// <summary>What the tests of queues share, which hold for every store.</summary>
public abstract class QueueContract : StoreContract
{
    protected IQueueStore OpenQueues(string kind, StoreAccess access = StoreAccess.ReadWrite) => (IQueueStore)Open(kind, access);

    protected static async Task<List<DeadLetter>> DeadAsync(IMessageQueue queue)
    {
        var dead = new List<DeadLetter>();
        await foreach (DeadLetter letter in queue.ListDeadAsync(Token))
            dead.Add(letter);
        return dead;
    }

    protected static async Task AssertFailsAsync(StoreFailure kind, Func<ValueTask> action)
        => Assert.Equal(kind, (await Assert.ThrowsAsync<StoreException>(async () => await action())).Kind);
}
