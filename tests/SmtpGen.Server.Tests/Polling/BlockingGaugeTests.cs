using System.Diagnostics;
using SmtpGen.Server.Polling;

namespace SmtpGen.Server.Tests.Polling;

[CollectionDefinition(nameof(BlockingGaugeTests), DisableParallelization = true)]
[Collection(nameof(BlockingGaugeTests))]
public sealed class BlockingGaugeTests
{
    private static readonly TimeSpan s_run = TimeSpan.FromMilliseconds(3);

    public BlockingGaugeTests() => Assert.SkipUnless(TransportKinds.HasEpoll, "this system has no epoll");

    [Fact]
    public void Handlers_that_block_again_and_again_are_handed_over()
    {
        var gauge = new BlockingGauge();
        for (int i = 0; i < 2_000 && !gauge.HandsOver; i++)
            Run(gauge, () => Thread.Sleep(s_run));
        Assert.True(gauge.HandsOver);
    }

    [Fact]
    public void Handlers_that_only_compute_are_not()
    {
        var gauge = new BlockingGauge();
        for (int i = 0; i < 400; i++)
        {
            Run(gauge, Compute);
            Assert.False(gauge.HandsOver);
        }
    }

    [Fact]
    public void One_that_blocks_among_many_that_do_not_is_not()
    {
        var gauge = new BlockingGauge();
        for (int i = 0; i < 300; i++)
        {
            Run(gauge, i % 60 == 0 ? () => Thread.Sleep(s_run) : Compute);
            Assert.False(gauge.HandsOver);
        }
    }

    private static void Run(BlockingGauge gauge, Action run)
    {
        gauge.Begin();
        run();
        gauge.Count();
    }

    private static void Compute()
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_run)
        {
        }
    }
}
