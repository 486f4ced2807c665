namespace SmtpGen.Storage.Tests;

/// <summary>Random programs on two queues of a store, held against a model of what queues promise.</summary>
public sealed class RandomQueueTests : StoreContract
{
    private static readonly string[] s_names = ["one", "two"];

    public static TheoryData<string, int> Programs
    {
        get
        {
            var programs = new TheoryData<string, int>();
            foreach (var kind in Kinds)
            {
                for (int seed = 1; seed <= 6; seed++)
                    programs.Add(kind.Data, seed);
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Each_message_is_where_the_decisions_about_it_left_it(string kind, int seed)
    {
        var random = new Random(seed);
        var store = (IQueueStore)Open(kind);
        try
        {
            Dictionary<string, QueueModel> queues = [];
            Dictionary<string, bool> messages = []; // by id, whether it is unwanted
            for (int step = 0; step < 150; step++)
            {
                string name = s_names[random.Next(2)];
                if (random.Next(25) == 0)
                {
                    await store.DisposeAsync();
                    store = (IQueueStore)Open(kind);
                    foreach (QueueModel model in queues.Values)
                        model.Queue = null;
                }

                if (random.Next(4) == 0)
                    messages.Add(await StoreAsync(store, queues), false);
                if (random.Next(30) == 0 && messages.Count > 0)
                    await DeleteAsync(store, queues, messages, messages.Keys.ElementAt(random.Next(messages.Count)));
                if (random.Next(40) == 0)
                    await RemoveAsync(store, queues, messages, name);

                if (!queues.TryGetValue(name, out QueueModel? queue))
                    queues.Add(name, queue = new QueueModel([.. messages.Keys]));
                queue.Queue ??= await store.OpenQueueAsync(name, new QueueOptions { LeaseTime = TimeSpan.FromHours(1), MaxAttempts = 3 }, Token);
                await StepAsync(random, queue, queues, messages);
                await AssertSameAsync(store, queues, messages, $"{kind}, seed {seed}, step {step}");
            }
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static async Task<string> StoreAsync(IQueueStore store, Dictionary<string, QueueModel> queues)
    {
        string id = await store.StoreAsync("x", Token);
        foreach (QueueModel queue in queues.Values)
            queue.Waiting.Add(id, 0);
        return id;
    }

    private static async Task DeleteAsync(IQueueStore store, Dictionary<string, QueueModel> queues, Dictionary<string, bool> messages, string id)
    {
        await store.DeleteAsync([id], Token);
        messages.Remove(id);
        foreach (QueueModel queue in queues.Values)
            queue.Forget(id);
    }

    private static async Task RemoveAsync(IQueueStore store, Dictionary<string, QueueModel> queues, Dictionary<string, bool> messages, string name)
    {
        await store.RemoveQueueAsync(name, Token);
        queues.Remove(name);
        foreach (string id in messages.Keys.ToList())
            DeleteUnwanted(queues, messages, id);
    }

    private static async Task StepAsync(Random random, QueueModel queue, Dictionary<string, QueueModel> queues, Dictionary<string, bool> messages)
    {
        if (queue.Dead.Count > 0 && random.Next(10) == 0)
        {
            string revived = queue.Dead.ElementAt(random.Next(queue.Dead.Count));
            await queue.Queue!.ReviveAsync(revived, Token);
            queue.Dead.Remove(revived);
            queue.Waiting.Add(revived, 0);
        }

        IMessageLease? lease = await queue.Queue!.TryLeaseAsync(Token);
        if (lease is null)
        {
            Assert.Empty(queue.Waiting);
            return;
        }

        string id = lease.Message.Id;
        Assert.True(queue.Waiting.Remove(id, out int attempts), $"{id} was not waiting");
        Assert.Equal(attempts + 1, lease.Attempt);
        switch (random.Next(6))
        {
            case 0:
                bool delete = random.Next(2) == 0;
                await lease.CompleteAsync(delete, Token);
                if (delete)
                    messages[id] = true;
                DeleteUnwanted(queues, messages, id);
                break;
            case 1:
                await lease.RejectAsync("no", Token);
                queue.Dead.Add(id);
                break;
            case 2:
                await lease.ReleaseAsync(Token);
                queue.Waiting.Add(id, attempts);
                break;
            default:
                await lease.AbandonAsync(TimeSpan.Zero, "again", cancellationToken: Token);
                if (lease.IsLastAttempt)
                    queue.Dead.Add(id);
                else
                    queue.Waiting.Add(id, attempts + 1);
                break;
        }
    }

    private static void DeleteUnwanted(Dictionary<string, QueueModel> queues, Dictionary<string, bool> messages, string id)
    {
        if (messages[id] && !queues.Values.Any(queue => queue.Holds(id)))
            messages.Remove(id);
    }

    private static async Task AssertSameAsync(IQueueStore store, Dictionary<string, QueueModel> queues, Dictionary<string, bool> messages, string where)
    {
        string[] kept = [.. (await store.ListAllAsync(Token)).Select(message => message.Id)];
        Assert.True(messages.Keys.Order().SequenceEqual(kept.Order()), $"{where}: other messages are in the store");
        var expected = queues.OrderBy(queue => queue.Key, StringComparer.Ordinal).Select(queue => new QueueStatus(queue.Key, queue.Value.Waiting.Count, 0, queue.Value.Dead.Count));
        Assert.Equal(expected, await store.ListQueuesAsync(Token));
    }

    private sealed class QueueModel(IEnumerable<string> messages)
    {
        public IMessageQueue? Queue { get; set; }

        /// <summary>Messages by id, with how often each was tried.</summary>
        public Dictionary<string, int> Waiting { get; } = messages.ToDictionary(id => id, _ => 0);

        public HashSet<string> Dead { get; } = [];

        public bool Holds(string id) => Waiting.ContainsKey(id) || Dead.Contains(id);

        public void Forget(string id)
        {
            Waiting.Remove(id);
            Dead.Remove(id);
        }
    }
}
