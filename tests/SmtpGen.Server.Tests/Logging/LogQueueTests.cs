using System.Collections.Concurrent;
using SmtpGen.Server.Logging;

namespace SmtpGen.Server.Tests.Logging;

public sealed class LogQueueTests
{
    private const int Capacity = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _written = new();

    [Fact]
    public async Task Entries_are_written_in_order()
    {
        var queue = new LogQueue<int>(entry => _written.Enqueue($"{entry}"), dropped => _written.Enqueue($"dropped {dropped}"), 1000);
        for (int i = 0; i < 1000; i++)
            queue.Add(i);

        Assert.True(await queue.FlushAsync(s_patience));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), _written);
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public async Task What_a_blocked_log_cannot_take_is_dropped_and_told_in_its_place()
    {
        using var open = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var queue = new LogQueue<int>(
            entry =>
            {
                entered.Set();
                open.Wait();
                _written.Enqueue($"{entry}");
            },
            dropped => _written.Enqueue($"dropped {dropped}"),
            Capacity);
        queue.Add(0);
        Assert.True(entered.Wait(s_patience, TestContext.Current.CancellationToken));
        for (int i = 1; i <= Capacity + 7; i++)
            queue.Add(i);

        Assert.False(await queue.FlushAsync(TimeSpan.Zero));
        Assert.Equal(7, queue.Dropped);
        open.Set();
        Assert.True(await queue.FlushAsync(s_patience));
        queue.Add(99);
        Assert.True(await queue.FlushAsync(s_patience));
        Assert.Equal(["0", "1", "2", "3", "4", "dropped 7", "99"], _written);
    }

    [Fact]
    public async Task What_a_failing_log_does_not_take_is_counted_and_told_when_it_works_again()
    {
        bool isFull = true;
        var queue = new LogQueue<int>(
            entry => Write($"{entry}"),
            dropped => Write($"dropped {dropped}"),
            Capacity);
        for (int i = 0; i < 3; i++)
        {
            queue.Add(i);
            Assert.True(await queue.FlushAsync(s_patience));
        }

        isFull = false;
        queue.Add(3);
        Assert.True(await queue.FlushAsync(s_patience));
        Assert.Equal(["dropped 3", "3"], _written);
        Assert.Equal(3, queue.Dropped);

        void Write(string line)
        {
            if (isFull)
                throw new IOException("No space left on device");
            _written.Enqueue(line);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_uncounted_whoever_adds_and_however_slow_the_log_is()
    {
        long told = 0;
        long written = 0;
        var queue = new LogQueue<int>(
            _ =>
            {
                written++;
                Thread.SpinWait(1000);
            },
            dropped => told += dropped,
            Capacity);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 5000; i++)
                queue.Add(i);
        })));
        Assert.True(await queue.FlushAsync(s_patience));
        queue.Add(0);
        Assert.True(await queue.FlushAsync(s_patience));

        Assert.Equal(queue.Dropped, told);
        Assert.Equal(20_001, written + told);
    }
}
