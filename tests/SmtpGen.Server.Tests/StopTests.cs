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

    [Fact(Timeout = 300_000)]
    public async Task Clients_that_send_the_next_message_with_the_last_are_told_and_every_message_is_answered()
    {
        for (int stop = 0; stop < 10; stop++)
        {
            await using var server = await PingServer.StartAsync(options =>
            {
                // Served on for all of it, the test would not end.
                options.StopGrace = TimeSpan.FromDays(1);
                options.CloseTime = TimeSpan.FromMinutes(1);
            });
            var clients = new List<Task<(int Answered, string? Last)>>();
            for (int i = 0; i < 4; i++)
                clients.Add(SendWithoutEndAsync(await server.GreetedAsync()));
            while (server.Sessions.Any(session => session.Bodies < 3))
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await server.Server.StopAsync(TestContext.Current.CancellationToken);
            var ends = await Task.WhenAll(clients);
            Assert.All(ends, end => Assert.Equal("421 Shutdown", end.Last));
            Assert.Equal(server.Sessions.Sum(session => session.Bodies), ends.Sum(end => end.Answered));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_message_that_is_kept_when_the_grace_time_ends_is_answered()
    {
        var kept = new TaskCompletionSource();
        await using var server = await PingServer.StartAsync(
            options => options.StopGrace = s_short,
            takes: async (body, token) =>
            {
                await body.CopyToAsync(Stream.Null, token);
                kept.SetResult();

                // After this nothing can be cancelled any more.
                await Task.Delay(s_short * 5, CancellationToken.None);
            });
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\nmail\r\n.\r\nPING\r\n");
        await kept.Task;
        var stopped = server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("354 go", await client.LineAsync());
        Assert.Equal("250 6", await client.LineAsync());
        Assert.Equal("421 Shutdown", await client.LineAsync());
        Assert.Null(await client.LineAsync());
        client.Dispose();
        await stopped;
    }

    [Fact]
    public async Task A_handler_that_heeds_its_cancellation_has_not_failed()
    {
        var asked = new TaskCompletionSource();
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(
            options => options.StopGrace = s_short,
            async token =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
            log);
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\n");
        await asked.Task;
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("451 failed", await client.LineAsync());
        Assert.Equal("421 Shutdown", await client.LineAsync());
        Assert.DoesNotContain(log.Entries, entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error);
        Assert.Contains(log.Entries, entry => entry.Message.StartsWith("The Ping handler of 127.0.0.1:", StringComparison.Ordinal)
            && entry.Message.EndsWith(" was cancelled in state Only, for the server stops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_harmless()
    {
        await using var server = await PingServer.StartAsync();
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Server.StartAsync(TestContext.Current.CancellationToken));
    }

    // After the end of each message, in the same octets, the next one begins.
    private static async Task<(int Answered, string? Last)> SendWithoutEndAsync(PingClient client)
    {
        using var sending = new CancellationTokenSource();
        using (client)
        {
            var sent = SendAsync(client, sending.Token);
            int answered = 0;
            string? last = null;
            while (await client.LineAsync() is { } line)
            {
                last = line;
                answered += line.StartsWith("250 ", StringComparison.Ordinal) ? 1 : 0;
                if (line.StartsWith("421 ", StringComparison.Ordinal))
                    break;
            }

            await sending.CancelAsync();
            await sent;
            return (answered, last);
        }

        static async Task SendAsync(PingClient client, CancellationToken sending)
        {
            await client.SendAsync("BODY\r\n");
            while (!sending.IsCancellationRequested)
            {
                await client.SendAsync("half a message\r\n");
                await Task.Delay(1, CancellationToken.None);
                await client.SendAsync("and the rest\r\n.\r\nBODY\r\n");
            }
        }
    }
}
