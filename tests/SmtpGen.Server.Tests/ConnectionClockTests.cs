using SmtpGen.Runtime;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Tests;

public sealed class ConnectionClockTests
{
    private static readonly Wait s_command = new(TimeSpan.FromSeconds(10), false);
    private static readonly Wait s_block = new(TimeSpan.FromSeconds(10), true);

    [Fact]
    public void A_wait_is_due_at_its_end_and_not_before()
    {
        var clock = new ConnectionClock(new ServerOptions(), 0);
        clock.BeginWait(s_command, 5_000);
        Assert.Equal(ServerEvent.None, clock.Due(14_999));
        Assert.Equal(ServerEvent.Idle, clock.Due(15_000));
        clock.Count(1);
        clock.EndWait(15_000);
        Assert.Equal(ServerEvent.None, clock.Due(20_000));
    }

    [Fact]
    public void Time_between_waits_does_not_count_for_the_rate_of_a_body()
    {
        var clock = new ConnectionClock(Rated(), 0);
        clock.BeginWait(s_block, 0);
        clock.Count(200);
        clock.EndWait(1_500);
        clock.BeginWait(s_block, 100_000);
        Assert.Equal(ServerEvent.None, clock.Due(100_400));
        Assert.Equal(ServerEvent.TooSlow, clock.Due(100_600));
    }

    [Fact]
    public void The_rate_of_a_body_counts_only_after_the_grace()
    {
        var clock = new ConnectionClock(Rated(), 0);
        clock.BeginWait(s_block, 0);
        Assert.Equal(ServerEvent.None, clock.Due(1_000));
        Assert.Equal(ServerEvent.TooSlow, clock.Due(1_001));
    }

    [Fact]
    public void A_new_body_begins_with_a_new_rate()
    {
        var clock = new ConnectionClock(Rated(), 0);
        clock.BeginWait(s_block, 0);
        clock.Count(1);
        clock.EndWait(900);
        clock.BeginWait(s_command, 900);
        clock.Count(1);
        clock.EndWait(901);
        clock.BeginWait(s_block, 901);
        Assert.Equal(ServerEvent.None, clock.Due(1_800));
    }

    [Fact]
    public void A_stop_ends_waits_for_commands_but_not_bodies()
    {
        var clock = new ConnectionClock(new ServerOptions(), 0);
        clock.Stop();
        clock.BeginWait(s_block, 0);
        Assert.Equal(ServerEvent.None, clock.Due(1));
        clock.BeginWait(s_command, 1);
        Assert.Equal(ServerEvent.Shutdown, clock.Due(1));
    }

    [Fact]
    public void An_infinite_wait_is_never_due()
    {
        var clock = new ConnectionClock(new ServerOptions { SessionTime = TimeSpan.MaxValue }, 1_000);
        clock.BeginWait(new Wait(Timeout.InfiniteTimeSpan, false), 1_000);
        Assert.Equal(ServerEvent.None, clock.Due(TimeSpan.FromDays(1000).Ticks / TimeSpan.TicksPerMillisecond));
    }

    [Fact]
    public void Closing_has_a_deadline_of_its_own_however_often_octets_come()
    {
        var clock = new ConnectionClock(new ServerOptions { CloseTime = TimeSpan.FromSeconds(2) }, 0);
        clock.Stop();
        clock.BeginClose(0);
        clock.BeginWait(default, 1_900);
        Assert.Equal(ServerEvent.None, clock.Due(1_999));
        Assert.NotEqual(ServerEvent.None, clock.Due(2_000));
    }

    private static ServerOptions Rated() => new() { MinBodyRate = 100, BodyRateGrace = TimeSpan.FromSeconds(1) };
}
