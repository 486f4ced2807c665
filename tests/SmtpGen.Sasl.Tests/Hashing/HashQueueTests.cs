using System.Collections.Concurrent;

namespace SmtpGen.Sasl.Tests.Hashing;

public sealed class HashQueueTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_are_computed_at_once_as_there_are_threads_and_none_on_the_thread_pool()
    {
        using var queue = new HashQueue(threads: 2);
        using var gate = new SemaphoreSlim(0);
        var running = new Running();
        Task[] all = [.. Enumerable.Range(1, 20).Select(i => queue.RunAsync(() => running.Through(gate), From($"192.0.2.{i}:25"), Cancelled))];
        while (running.Now < 2)
            await Task.Delay(1, Cancelled);
        gate.Release(20);
        await Task.WhenAll(all);

        Assert.Equal(2, running.Most);
        Assert.Equal(0, running.OnPool);
    }

    [Theory]
    [InlineData("192.0.2.1:1000", "192.0.2.1:2000", 1)]
    [InlineData("[2001:db8::1]:1000", "[2001:db8::2]:1000", 1)]
    [InlineData("[::ffff:192.0.2.1]:1000", "192.0.2.1:2000", 1)]
    [InlineData("192.0.2.1:1000", "192.0.2.2:1000", 2)]
    [InlineData("[2001:db8::1]:1000", "[2001:db8:0:1::1]:1000", 2)]
    [InlineData(null, null, 2)]
    public async Task A_client_has_one_at_a_time(string? first, string? second, int most)
    {
        using var queue = new HashQueue(threads: 2);
        using var gate = new SemaphoreSlim(0);
        var running = new Running();
        Task[] all = [.. Enumerable.Range(0, 10).Select(i => queue.RunAsync(() => running.Through(gate), From(i % 2 == 0 ? first : second), Cancelled))];
        while (running.Now < most)
            await Task.Delay(1, Cancelled);
        gate.Release(10);
        await Task.WhenAll(all);

        Assert.Equal(most, running.Most);
    }

    [Fact]
    public async Task Who_comes_from_elsewhere_waits_for_one_of_a_flood_and_not_for_all()
    {
        using var queue = new HashQueue(threads: 1);
        using var gate = new SemaphoreSlim(0);
        var order = new ConcurrentQueue<string>();
        int Say(string name)
        {
            gate.Wait();
            order.Enqueue(name);
            return 0;
        }

        List<Task> all = [.. Enumerable.Range(0, 50).Select(_ => queue.RunAsync(() => Say("flood"), From("192.0.2.66:25"), Cancelled))];
        all.Add(queue.RunAsync(() => Say("honest"), From("192.0.2.1:25"), Cancelled));
        gate.Release(51);
        await Task.WhenAll(all);

        Assert.InRange(order.ToList().IndexOf("honest"), 0, 2);
    }

    [Fact]
    public async Task When_it_is_full_the_last_of_who_has_most_is_refused()
    {
        using var queue = new HashQueue(threads: 1, capacity: 4);
        using var gate = new SemaphoreSlim(0);
        using var isComputing = new SemaphoreSlim(0);
        Task first = queue.RunAsync(
            () =>
            {
                isComputing.Release();
                gate.Wait();
                return 0;
            },
            From("192.0.2.66:25"),
            Cancelled);
        await isComputing.WaitAsync(Cancelled);
        Task<int>[] flood = [.. Enumerable.Range(0, 5).Select(_ => queue.RunAsync(() => 0, From("192.0.2.66:25"), Cancelled))];
        Task honest = queue.RunAsync(() => 0, From("192.0.2.1:25"), Cancelled);

        // The fifth was one too many, and the fourth had to go for the honest one.
        foreach (Task<int> refused in flood[3..])
        {
            var exception = await Assert.ThrowsAsync<SaslCredentialsException>(() => refused);
            Assert.Equal(SaslFailureKind.TemporarilyUnavailable, exception.Kind);
        }

        gate.Release();
        await Task.WhenAll([first, honest, .. flood[..3]]);
    }

    [Fact]
    public async Task A_cancelled_one_leaves_the_queue_at_once_and_is_never_computed()
    {
        using var queue = new HashQueue(threads: 1);
        using var gate = new SemaphoreSlim(0);
        using var isComputing = new SemaphoreSlim(0);
        using var cancel = new CancellationTokenSource();
        Task first = queue.RunAsync(
            () =>
            {
                isComputing.Release();
                gate.Wait();
                return 0;
            },
            From("192.0.2.1:25"),
            Cancelled);
        await isComputing.WaitAsync(Cancelled);
        bool isComputed = false;
        Task<bool> cancelled = queue.RunAsync(() => isComputed = true, From("192.0.2.1:25"), cancel.Token);
        Assert.Equal(1, queue.Waiting);

        await cancel.CancelAsync();

        Assert.Equal(0, queue.Waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Release();
        await first;
        await queue.RunAsync(() => 0, From("192.0.2.1:25"), Cancelled);
        Assert.False(isComputed);
    }

    [Fact]
    public async Task A_client_that_left_while_it_waited_costs_nothing()
    {
        using var queue = new HashQueue(threads: 1);
        using var gate = new SemaphoreSlim(0);
        using var isComputing = new SemaphoreSlim(0);
        int computed = 0;
        SaslContext left = From("192.0.2.66:25") with { HasClientLeft = () => true };

        // One that does not wait is computed: its client may have closed its side and listen.
        await queue.RunAsync(() => Interlocked.Increment(ref computed), left, Cancelled);
        Assert.Equal(1, computed);

        Task first = queue.RunAsync(
            () =>
            {
                isComputing.Release();
                gate.Wait();
                return 0;
            },
            From("192.0.2.1:25"),
            Cancelled);
        await isComputing.WaitAsync(Cancelled);
        Task[] others = [.. Enumerable.Range(0, 90).Select(_ => queue.RunAsync(() => Interlocked.Increment(ref computed), left, Cancelled))];
        gate.Release();
        await first;
        foreach (Task other in others)
            await Assert.ThrowsAsync<SaslCredentialsException>(() => other);
        Assert.Equal(1, computed);
    }

    [Fact]
    public async Task What_is_thrown_is_thrown_to_who_asked_and_the_next_is_computed()
    {
        using var queue = new HashQueue(threads: 1);
        await Assert.ThrowsAsync<DivideByZeroException>(() => queue.RunAsync<int>(() => throw new DivideByZeroException(), null, Cancelled));
        Assert.Equal(1, await queue.RunAsync(() => 1, null, Cancelled));
    }

    [Fact]
    public async Task A_queue_that_ends_refuses_what_waits()
    {
        var queue = new HashQueue(threads: 1);
        using var gate = new SemaphoreSlim(0);
        using var isComputing = new SemaphoreSlim(0);
        Task first = queue.RunAsync(
            () =>
            {
                isComputing.Release();
                gate.Wait();
                return 0;
            },
            null,
            Cancelled);
        await isComputing.WaitAsync(Cancelled);
        Task<int> waiting = queue.RunAsync(() => 0, null, Cancelled);
        queue.Dispose();
        gate.Release();

        await Assert.ThrowsAsync<SaslCredentialsException>(() => waiting);
        await first;
        await Assert.ThrowsAsync<SaslCredentialsException>(() => queue.RunAsync(() => 0, null, Cancelled));
    }

    private static SaslContext From(string? address) => Talk.Encrypted with { RemoteAddress = address };

    private sealed class Running
    {
        private int _now;
        private int _most;
        private int _onPool;

        public int Now => Volatile.Read(ref _now);

        public int Most => _most;

        public int OnPool => _onPool;

        public int Through(SemaphoreSlim gate)
        {
            int now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            if (Thread.CurrentThread.IsThreadPoolThread)
                Interlocked.Increment(ref _onPool);
            gate.Wait();
            // Long enough for one that should not have begun to be seen.
            Thread.Sleep(5);
            Interlocked.Decrement(ref _now);
            return 0;
        }

        private void InterlockedMax(int now)
        {
            int most;
            while (now > (most = Volatile.Read(ref _most)) && Interlocked.CompareExchange(ref _most, now, most) != most)
            {
            }
        }
    }
}
