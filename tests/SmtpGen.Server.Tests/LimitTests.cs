using System.Net;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

public sealed class LimitTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_connection_too_many_is_told_so_and_closed()
    {
        await using var server = await PingServer.StartAsync(options => options.MaxConnections = 1);
        var first = await server.GreetedAsync();
        using (var second = await server.ConnectAsync())
        {
            Assert.Equal("421 TooManyConnections", await second.LineAsync());
            Assert.Null(await second.LineAsync());
        }

        first.Dispose();
        await server.UntilConnectionsAsync(0);
        using var third = await server.GreetedAsync();
    }

    [Fact]
    public async Task One_address_cannot_take_more_than_its_share()
    {
        await using var server = await PingServer.StartAsync(options => options.MaxConnectionsPerAddress = 2);
        using var first = await server.GreetedAsync();
        using var second = await server.GreetedAsync();
        using var third = await server.ConnectAsync();
        Assert.Equal("421 TooManyConnections", await third.LineAsync());
    }

    [Fact]
    public async Task A_client_that_a_proxy_names_takes_of_its_own_share()
    {
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(options => options.MaxConnectionsPerAddress = 1, logger: log);
        using var first = await server.GreetedAsync();
        var client = IPEndPoint.Parse("192.0.2.9:4711");
        Assert.True(server.Sessions.Last().TryActFor(client));
        Assert.Equal(client, server.Sessions.Last().RemoteEndPoint);

        // The proxy has its own share back, and the client has none left.
        using var second = await server.GreetedAsync();
        Assert.False(server.Sessions.Last().TryActFor(new IPEndPoint(client.Address, 4712)));
        Assert.NotEqual(client.Address, ((IPEndPoint)server.Sessions.Last().RemoteEndPoint!).Address);

        first.Dispose();
        await server.UntilConnectionsAsync(1);
        Assert.True(server.Sessions.Last().TryActFor(client));
        Assert.Contains(log.Entries, entry => entry.Message.EndsWith("speaks for 192.0.2.9:4711", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Message == "Refused 192.0.2.9:4712: TooManyConnections");
        Assert.Contains(log.Entries, entry => entry.Message.StartsWith("Session of 192.0.2.9:4711 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_is_not_known_takes_the_share_of_the_one_before()
    {
        await using var server = await PingServer.StartAsync(options => options.MaxConnectionsPerAddress = 1);
        using var first = await server.GreetedAsync();
        Assert.True(server.Sessions.Last().TryActFor(null));
        Assert.Null(server.Sessions.Last().RemoteEndPoint);

        using var second = await server.ConnectAsync();

        Assert.Equal("421 TooManyConnections", await second.LineAsync());
    }

    [Fact]
    public async Task A_client_that_sends_no_command_is_told_so_and_closed()
    {
        await using var server = await PingServer.StartAsync(options => options.Protocol.CommandWait = s_short);
        using var client = await server.GreetedAsync();
        Assert.Equal("421 Idle", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_body_that_stops_coming_ends_the_session()
    {
        await using var server = await PingServer.StartAsync(options => options.Protocol.DataBlockWait = s_short);
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\nhalf a line");
        Assert.Equal("354 go", await client.LineAsync());
        Assert.Equal("421 TooSlow", await client.LineAsync());
    }

    [Fact]
    public async Task A_body_below_the_lowest_rate_ends_the_session()
    {
        await using var server = await PingServer.StartAsync(options =>
        {
            options.MinBodyRate = 1_000_000;
            options.BodyRateWindow = s_short;
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        var answer = client.LineAsync();
        while (!answer.IsCompleted)
        {
            await client.SendAsync("x");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("421 TooSlow", await answer);
    }

    [Fact]
    public async Task A_command_whose_octets_drip_ends_the_session()
    {
        await using var server = await PingServer.StartAsync(options => options.CommandLineTime = s_short);
        using var client = await server.GreetedAsync();
        await client.SendAsync("PING\r\n");
        Assert.Equal("200 pong", await client.LineAsync());
        var answer = client.LineAsync();
        while (!answer.IsCompleted)
        {
            await client.SendAsync("x");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("421 Idle", await answer);
    }

    [Fact]
    public async Task A_session_ends_after_its_time_however_busy()
    {
        await using var server = await PingServer.StartAsync(options => options.SessionTime = TimeSpan.FromMilliseconds(300));
        using var client = await server.GreetedAsync();
        string? line;
        do
        {
            await client.SendAsync("PING\r\n");
            line = await client.LineAsync();
        }
        while (line == "200 pong");
        Assert.Equal("421 SessionTooLong", line);
    }

    [Fact]
    public async Task A_client_that_talks_before_the_greeting_is_refused()
    {
        await using var server = await PingServer.StartAsync(options => options.GreetingDelay = TimeSpan.FromMilliseconds(500));
        using var early = await server.ConnectAsync();
        await early.SendAsync("PING\r\n");
        Assert.Equal("421 TalksFirst", await early.LineAsync());
        Assert.Null(await early.LineAsync());
    }

    [Fact]
    public async Task A_client_that_waits_for_a_delayed_greeting_is_served()
    {
        await using var server = await PingServer.StartAsync(options => options.GreetingDelay = s_short);
        using var client = await server.GreetedAsync();
        await client.SendAsync("PING\r\n");
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_holds_up_nobody()
    {
        await using var server = await PingServer.StartAsync(options => options.SendTime = TimeSpan.FromMilliseconds(500));
        using var deaf = await server.GreetedAsync();
        await deaf.SendAsync("FLOOD\r\n");
        using (var other = await server.GreetedAsync())
        {
            await other.SendAsync("PING\r\n");
            Assert.Equal("200 pong", await other.LineAsync());
        }

        await server.UntilConnectionsAsync(0);
        Assert.InRange(await deaf.OctetsToEndAsync(), 0, PingMachine.FloodOctets - 1);
    }

    [Fact]
    public async Task A_client_that_reads_late_gets_all()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("FLOOD\r\nQUIT\r\n");
        Assert.Equal(PingMachine.FloodOctets + "221 bye\r\n".Length, await client.OctetsToEndAsync());
    }
}
