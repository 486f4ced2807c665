using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Runtime;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A running server for the test protocol on a free port of the loopback address.</summary>
public sealed class PingServer : ISessionFactory, IAsyncDisposable
{
    /// <summary>Octets; timers that look at deadlines allocate a little meanwhile. An unoptimized build allocates its state machines.</summary>
#if DEBUG
    public const long MostAllocatedPerCommand = 1_024;
#else
    public const long MostAllocatedPerCommand = 32;
#endif

    private readonly Func<CancellationToken, ValueTask>? _ask;
    private readonly Func<MessageBody, CancellationToken, ValueTask>? _takes;
    private readonly PingServerOptions _options = new();

    private PingServer(
        Action<PingServerOptions>? configure,
        Func<CancellationToken, ValueTask>? ask,
        ILogger? logger,
        Func<MessageBody, CancellationToken, ValueTask>? takes)
    {
        _ask = ask;
        _takes = takes;
        _options.Listen.Add("127.0.0.1:0");
        _options.ClockInterval = TimeSpan.FromMilliseconds(20);
        configure?.Invoke(_options);
        Server = new ProtocolServer(_options, this, logger ?? NullLogger.Instance);
    }

    public ProtocolServer Server { get; }

    /// <summary>The sessions there were, in the order they began.</summary>
    public ConcurrentQueue<PingSession> Sessions { get; } = new();

    public static async Task<PingServer> StartAsync(
        Action<PingServerOptions>? configure = null,
        Func<CancellationToken, ValueTask>? ask = null,
        ILogger? logger = null,
        Func<MessageBody, CancellationToken, ValueTask>? takes = null)
    {
        var server = new PingServer(configure, ask, logger, takes);
        await server.Server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public SessionLease Create()
    {
        var session = new PingSession(_options.Protocol, _ask, _takes);
        Sessions.Enqueue(session);
        return new SessionLease(session);
    }

    /// <summary>A connection that has not read the greeting.</summary>
    public Task<PingClient> ConnectAsync() => PingClient.ConnectAsync(Server.EndPoints[0]);

    /// <summary>A connection that was greeted.</summary>
    public async Task<PingClient> GreetedAsync()
    {
        var client = await ConnectAsync();
        Assert.Equal("220 ping", await client.LineAsync());
        return client;
    }

    /// <summary>Waits until so many sessions are under way.</summary>
    public async Task UntilConnectionsAsync(int count)
    {
        while (Server.Connections != count)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
