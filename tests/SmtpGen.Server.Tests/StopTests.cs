using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

public sealed class StopTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task An_idle_client_is_told_that_the_server_stops()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        var stopped = server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("421 Shutdown", await client.LineAsync());
        Assert.Null(await client.LineAsync());
        client.Dispose();
        await stopped;
        Assert.Equal(0, server.Server.Connections);
    }

    [Fact]
    public async Task A_body_under_way_finishes_before_the_server_stops()
    {
        await using var server = await PingServer.StartAsync(options => options.StopGrace = TimeSpan.FromMinutes(1));
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\nhalf ");
        Assert.Equal("354 go", await client.LineAsync());
        var stopped = server.Server.StopAsync(TestContext.Current.CancellationToken);

        // The listener closes first; from then on the stop is under way.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                using var late = await server.ConnectAsync();
            }
        });
        await client.SendAsync("a line\r\n.\r\n");
        Assert.Equal("250 13", await client.LineAsync());
        Assert.Equal("421 Shutdown", await client.LineAsync());
        client.Dispose();
        await stopped;
    }

    [Fact]
    public async Task A_body_that_does_not_end_in_the_grace_time_is_cut_off()
    {
        await using var server = await PingServer.StartAsync(options => options.StopGrace = s_short);
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\nhalf a line");
        Assert.Equal("354 go", await client.LineAsync());
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await client.OctetsToEndAsync());
    }

    [Fact]
    public async Task A_handler_is_cancelled_after_the_grace_time()
    {
        var asked = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await PingServer.StartAsync(
            options => options.StopGrace = s_short,
            async token =>
            {
                asked.SetResult();
                token.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, token);
            });
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\n");
        await asked.Task;
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        await cancelled.Task;
    }

    [Fact]
    public async Task A_handler_that_never_ends_does_not_keep_the_server_from_stopping()
    {
        var asked = new TaskCompletionSource();
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(
            options => options.StopGrace = s_short,
            async _ =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
            log);
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\n");
        await asked.Task;
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains(log.Entries, entry => entry.Message.StartsWith("Stopping left 1 handlers behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_harmless()
    {
        await using var server = await PingServer.StartAsync();
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Server.StartAsync(TestContext.Current.CancellationToken));
    }
}
