using SmtpGen.Runtime;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

/// <summary><see cref="InlineCompletionsTests"/> runs these again with sessions on the thread that polls.</summary>
public sealed class BlockingHandlerTests
{
    private const string HandlerThread = "smtpgen handlers";

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task A_session_is_answered_while_the_handlers_of_others_block(int blocked)
    {
        using var gate = new ManualResetEventSlim();
        int asked = 0;
        await using var server = await PingServer.StartAsync(
            options => options.MaxConnectionsPerAddress = 0,
            _ =>
            {
                if (Interlocked.Increment(ref asked) <= blocked)
                    gate.Wait(TestContext.Current.CancellationToken);
                return default;
            });
        var blocking = new List<PingClient>();
        try
        {
            for (int i = 0; i < blocked; i++)
            {
                var client = await server.GreetedAsync();
                blocking.Add(client);
                await client.SendAsync("ASK\r\n");
            }

            while (Volatile.Read(ref asked) < blocked)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            using (var other = await server.GreetedAsync())
            {
                for (int i = 0; i < 20; i++)
                {
                    await other.SendAsync("PING\r\nASK\r\n");
                    Assert.Equal("200 pong", await other.LineAsync());
                    Assert.Equal("250 asked", await other.LineAsync());
                }
            }

            // Nothing but the gate has kept them.
            Assert.False(gate.IsSet);
            gate.Set();
            foreach (var client in blocking)
                Assert.Equal("250 asked", await client.LineAsync());
        }
        finally
        {
            gate.Set();
            blocking.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_handler_is_on_its_threads_before_and_behind_what_it_awaits()
    {
        var threads = new List<string?>();
        await using var server = await PingServer.StartAsync(ask: async token =>
        {
            threads.Add(Thread.CurrentThread.Name);
            await Task.Delay(1, token);
            threads.Add(Thread.CurrentThread.Name);
            await Task.Run(() => { }, token);
            threads.Add(Thread.CurrentThread.Name);
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\nASK\r\n");
        Assert.Equal("250 asked", await client.LineAsync());
        Assert.Equal("250 asked", await client.LineAsync());
        Assert.Equal(Enumerable.Repeat(HandlerThread, 6), threads);
    }

    [Fact]
    public async Task A_body_is_read_on_those_threads_and_never_on_the_one_that_polls_whatever_the_reader_awaits()
    {
        var threads = new HashSet<string?>();
        await using var server = await PingServer.StartAsync(takes: async (body, token) =>
        {
            // A library's way, which does not come back by itself.
            while (await body.ReadAsync(token).ConfigureAwait(false) is { IsEmpty: false })
                threads.Add(Thread.CurrentThread.Name);
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync("line\r\n");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await client.SendAsync(".\r\n");
        Assert.Equal("250 30", await client.LineAsync());
        Assert.Contains(HandlerThread, threads);
        Assert.DoesNotContain(".NET Sockets", threads);
    }

    [Fact]
    public async Task A_handler_that_never_blocks_has_no_thread_of_its_own()
    {
        string? thread = null;
        await using var server = await PingServer.StartAsync(
            options => (options.HandlersNeverBlock, options.Transport) = (true, TransportKind.Portable),
            _ =>
            {
                thread = Thread.CurrentThread.Name;
                return default;
            });
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\n");
        Assert.Equal("250 asked", await client.LineAsync());
        Assert.NotEqual(HandlerThread, thread);
    }

    [Fact(Timeout = 300_000)]
    public async Task There_are_no_more_threads_than_allowed_and_the_rest_waits()
    {
        const int Most = 3;
        using var gate = new ManualResetEventSlim();
        using var threads = new HandlerThreads(Most);
        int begun = 0;
        var all = Enumerable.Range(0, 10).Select(_ => BlockAsync()).ToList();
        while (Volatile.Read(ref begun) < Most)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Equal(Most, threads.Count);
        Assert.Equal(Most, Volatile.Read(ref begun));
        gate.Set();
        await Task.WhenAll(all);
        Assert.Equal(10, begun);
        Assert.Equal(Most, threads.Count);

        async Task BlockAsync()
        {
            await threads.Enter();
            Interlocked.Increment(ref begun);
            gate.Wait(TestContext.Current.CancellationToken);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Threads_end_when_they_are_disposed_and_late_work_is_done()
    {
        var threads = new HandlerThreads(10);
        await EnterAsync();
        threads.Dispose();
        await EnterAsync();
        while (threads.Count > 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        async Task EnterAsync()
        {
            await threads.Enter();
            Assert.Equal(HandlerThread, Thread.CurrentThread.Name);
        }
    }
}
