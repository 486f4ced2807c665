namespace SmtpGen.Storage.Tests;

public sealed class DiskThreadsTests
{
    private const int Count = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_to_be_done_is_done_however_few_threads_the_system_has_to_spare(int spare)
    {
        int started = 0;
        using var threads = new DiskThreads("test", thread => ++started <= spare && SpareThread.TryStart(thread));
        int[] done = new int[Count];
        threads.ForEach([.. Enumerable.Range(0, Count)], index => Interlocked.Increment(ref done[index]));
        Assert.All(done, times => Assert.Equal(1, times));
        await threads.RunAsync(() => Interlocked.Increment(ref done[0])).WaitAsync(Token);
        Assert.Equal(2, done[0]);
    }

    [Fact]
    public void Threads_are_used_as_soon_as_the_system_has_some_to_spare()
    {
        bool hasSpare = false;
        using var threads = new DiskThreads("test", thread => hasSpare && SpareThread.TryStart(thread));
        threads.ForEach([1, 2], _ => { });
        hasSpare = true;
        using var together = new Barrier(2);
        bool[] met = new bool[2];
        threads.ForEach([0, 1], index => met[index] = together.SignalAndWait(TimeSpan.FromMinutes(2), Token));
        Assert.All(met, Assert.True);
    }

    [Fact]
    public async Task What_is_thrown_is_thrown_to_who_asked_and_the_thread_goes_on()
    {
        using var threads = new DiskThreads("test");
        await Assert.ThrowsAsync<DivideByZeroException>(() => threads.RunAsync(() => throw new DivideByZeroException()));
        string? name = null;
        await threads.RunAsync(() => name = Thread.CurrentThread.Name);
        Assert.Equal("test", name);
    }

    [Fact]
    public async Task What_goes_on_with_a_result_does_not_hold_up_a_thread()
    {
        using var threads = new DiskThreads("test");
        using var isAwaited = new ManualResetEventSlim();
        Task first = threads.RunAsync(() => isAwaited.Wait(Token));
        string? after = "none";
        Task behind = ContinueAsync();
        isAwaited.Set();
        await behind;
        Assert.NotEqual("test", after);

        async Task ContinueAsync()
        {
            await first.ConfigureAwait(false);
            after = Thread.CurrentThread.Name;
        }
    }

    [Fact]
    public async Task What_was_asked_before_the_end_is_done()
    {
        var threads = new DiskThreads("test");
        using var gate = new ManualResetEventSlim();
        int done = 0;
        Task[] all = [.. Enumerable.Range(0, 100).Select(_ => threads.RunAsync(() =>
        {
            gate.Wait(Token);
            Interlocked.Increment(ref done);
        }))];
        threads.Dispose();
        gate.Set();
        await Task.WhenAll(all).WaitAsync(Token);
        await threads.RunAsync(() => Interlocked.Increment(ref done)).WaitAsync(Token);
        Assert.Equal(101, done);
    }
}
