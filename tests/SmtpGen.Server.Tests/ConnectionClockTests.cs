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
        Assert.Equal(ServerEvent.None, clock.Due(100_999));
        Assert.Equal(ServerEvent.TooSlow, clock.Due(101_000));
    }

    [Fact]
    public void The_rate_of_a_body_counts_only_after_a_window()
    {
        var clock = new ConnectionClock(Rated(), 0);
        clock.BeginWait(s_block, 0);
        Assert.Equal(ServerEvent.None, clock.Due(999));
        Assert.Equal(ServerEvent.TooSlow, clock.Due(1_000));
    }

    [Fact]
    public void What_came_early_pardons_no_drip_later()
    {
        var clock = new ConnectionClock(Rated(), 0);
        clock.BeginWait(s_block, 0);
        clock.Count(10_000_000);
        clock.EndWait(1_000);
        clock.BeginWait(s_block, 1_000);
        clock.Count(1);
        Assert.Equal(ServerEvent.None, clock.Due(1_999));
        Assert.Equal(ServerEvent.TooSlow, clock.Due(2_000));
    }

    [Fact]
    public void A_body_in_chunks_has_one_rate_for_all_of_them()
    {
        var clock = new ConnectionClock(Rated(), 0);
        var command = s_command with { IsBodyOpen = true };
        for (int chunk = 0; chunk < 5; chunk++)
        {
            clock.BeginWait(s_block, chunk * 200);
            clock.Count(1);
            clock.EndWait((chunk * 200) + 100);
            clock.BeginWait(command, (chunk * 200) + 100);
            clock.Count(8);
            clock.EndWait((chunk * 200) + 200);
        }

        clock.BeginWait(command, 1_000);
        Assert.Equal(ServerEvent.TooSlow, clock.Due(1_000));
    }

    [Fact]
    public void A_command_must_end_in_time_from_its_first_octet_however_its_octets_come()
    {
        var clock = new ConnectionClock(new ServerOptions { CommandLineTime = TimeSpan.FromSeconds(60) }, 0);
        clock.BeginWait(s_command, 0);
        clock.EndWait(9_000);
        for (long now = 9_000; now < 69_000; now += 5_000)
        {
            clock.BeginWait(s_command with { Line = 1 }, now);
            Assert.Equal(ServerEvent.None, clock.Due(now));
            clock.EndWait(now);
        }

        clock.BeginWait(s_command with { Line = 1 }, 68_999);
        Assert.Equal(ServerEvent.None, clock.Due(68_999));
        Assert.Equal(ServerEvent.Idle, clock.Due(69_000));
    }

    [Fact]
    public void Every_command_has_its_own_time_though_none_begins_with_a_wait()
    {
        var clock = new ConnectionClock(new ServerOptions { CommandLineTime = TimeSpan.FromSeconds(60) }, 0);
        for (int line = 1; line < 20; line++)
        {
            clock.BeginWait(s_command with { Line = line }, line * 50_000);
            Assert.Equal(ServerEvent.None, clock.Due((line * 50_000) + 9_999));
            clock.EndWait(line * 50_000);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_default_one_octet_in_twenty_seconds_ends_a_session_within_five_minutes(bool inBody)
    {
        var options = new ServerOptions();
        var clock = new ConnectionClock(options, 0);
        var wait = inBody ? new Wait(TimeSpan.FromMinutes(3), true) : new Wait(TimeSpan.FromMinutes(5), false, Line: 1);
        long now = 0;
        while (clock.Due(now) == ServerEvent.None)
        {
            clock.BeginWait(wait, now);
            now += 20_000;
            if (clock.Due(now) != ServerEvent.None)
                break;
            clock.Count(1);
            clock.EndWait(now);
        }

        Assert.InRange(now, 20_001, 300_000);
    }

    [Fact]
    public void By_default_a_link_of_2400_bits_a_second_is_fast_enough()
    {
        var clock = new ConnectionClock(new ServerOptions(), 0);
        for (long now = 0; now < 3_000_000; now += 5_000)
        {
            clock.BeginWait(new Wait(TimeSpan.FromMinutes(3), true), now);
            Assert.Equal(ServerEvent.None, clock.Due(now + 5_000));
            clock.Count(1_200);
            clock.EndWait(now + 5_000);
        }
    }

    [Fact]
    public void By_default_a_client_may_pause_for_almost_three_minutes_in_a_body()
    {
        var clock = new ConnectionClock(new ServerOptions(), 0);
        clock.BeginWait(new Wait(TimeSpan.FromMinutes(3), true), 0);
        clock.Count(65_536);
        clock.EndWait(1_000);
        clock.BeginWait(new Wait(TimeSpan.FromMinutes(3), true), 1_000);
        Assert.Equal(ServerEvent.None, clock.Due(175_000));
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

    private static ServerOptions Rated() => new() { MinBodyRate = 100, BodyRateWindow = TimeSpan.FromSeconds(1) };
}
