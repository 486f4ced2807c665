using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests.Logging;

public sealed class QueuedLoggerTests
{
    private const int Timeout = 60_000;

    [Theory(Timeout = Timeout)]
    [InlineData("blocks")]
    [InlineData("throws")]
    [InlineData("cannot say what it logs")]
    public async Task Sessions_are_answered_and_the_server_stops_whatever_its_logger_does(string what)
    {
        using var never = new ManualResetEventSlim();
        var logger = new OddLogger(
            () => what == "cannot say what it logs" ? throw new InvalidOperationException(what) : true,
            () =>
            {
                if (what == "blocks")
                    never.Wait();
                throw new IOException(what);
            });
        var server = await PingServer.StartAsync(ask: _ => throw new InvalidOperationException("boom"), logger: logger);
        for (int i = 0; i < 10; i++)
        {
            using var client = await server.GreetedAsync();
            await client.SendAsync("ASK\r\nPING\r\nQUIT\r\n");
            Assert.Equal("451 failed", await client.LineAsync());
            Assert.Equal("200 pong", await client.LineAsync());
            Assert.Equal("221 bye", await client.LineAsync());
        }

        await server.DisposeAsync();
        never.Set();
    }

    [Fact]
    public async Task Entries_keep_their_level_their_exception_and_their_order()
    {
        var log = new ListLogger();
        var logger = QueuedLogger.Around(log);
        var exception = new IOException("gone");

        logger.LogWarning("first {Number}", 1);
        logger.LogError(exception, "second");

        Assert.True(await QueuedLogger.FlushAsync(logger, TimeSpan.FromMinutes(1)));
        Assert.Equal([(LogLevel.Warning, "first 1", null), (LogLevel.Error, "second", exception)], log.Entries);
    }

    [Fact]
    public void Servers_that_share_a_logger_share_its_queue()
    {
        var log = new ListLogger();

        Assert.Same(QueuedLogger.Around(log), QueuedLogger.Around(log));
        Assert.Same(QueuedLogger.Around(log), QueuedLogger.Around(QueuedLogger.Around(log)));
        Assert.Same(NullLogger.Instance, QueuedLogger.Around(NullLogger.Instance));
    }

    private sealed class OddLogger(Func<bool> isEnabled, Action log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isEnabled();

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log();
    }
}
