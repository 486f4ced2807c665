using System.Net;

namespace SmtpGen.Server.Tests;

public sealed class FairThreadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_no_thread_can_start_the_work_is_done_on_the_thread_pool()
    {
        using var threads = new FairThreads("none", most: 2, tryStart: _ => false);
        for (int round = 0; round < 3; round++)
        {
            Work[] all = [.. Enumerable.Range(0, 20).Select(number => Add(threads, number % 5))];
            foreach (var work in all)
                Assert.True(await work.IsOnPool.WaitAsync(Token));
        }
    }

    [Fact]
    public async Task A_thread_that_did_not_start_is_not_counted_as_one()
    {
        bool hasSpare = false;
        using var threads = new FairThreads("some", most: 1, tryStart: thread => hasSpare && SpareThread.TryStart(thread));
        await Add(threads, 1).IsOnPool.WaitAsync(Token);
        hasSpare = true;

        // The one of the pool may still be about to end.
        while (await Add(threads, 1).IsOnPool.WaitAsync(Token))
            await Task.Yield();
    }

    [Fact]
    public async Task Work_waits_for_the_threads_that_there_are_when_no_other_can_start()
    {
        int started = 0;
        using var gate = new ManualResetEventSlim();
        using var threads = new FairThreads("one", most: 4, tryStart: thread => ++started == 1 && SpareThread.TryStart(thread));
        var first = Add(threads, 0, () => gate.Wait(Token));
        Work[] others = [.. Enumerable.Range(1, 10).Select(number => Add(threads, number))];
        gate.Set();
        Assert.False(await first.IsOnPool.WaitAsync(Token));
        foreach (var other in others)
            Assert.False(await other.IsOnPool.WaitAsync(Token));
    }

    private static Work Add(FairThreads threads, int client, Action? action = null)
    {
        var work = new Work(action);
        Assert.Null(threads.Add(work, ClientNetwork.Of(new IPEndPoint(new IPAddress([192, 0, 2, (byte)client]), 1))));
        return work;
    }

    private sealed class Work(Action? action) : FairWork
    {
        private readonly TaskCompletionSource<bool> _isOnPool = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> IsOnPool => _isOnPool.Task;

        public override void Run()
        {
            action?.Invoke();
            _isOnPool.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        }
    }
}
