using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Runtime;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Kestrel;
using SmtpGen.Server.Kestrel.Tests;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A server for the test protocol in a web application, for tests that were written for a server that listens by itself.</summary>
public sealed class PingServer : IAsyncDisposable
{
    /// <summary>Octets; Kestrel and its pipes allocate for a command, and a block or line that is not pooled would be far more.</summary>
    public const long MostAllocatedPerCommand = 1_024;

    /// <summary>The web application and the server in it.</summary>
    public KestrelServer Server { get; private set; } = null!;

    /// <summary>The sessions there were, in the order they began.</summary>
    public ConcurrentQueue<PingSession> Sessions { get; } = new();

    public static async Task<PingServer> StartAsync(
        Action<PingServerOptions>? configure = null,
        Func<CancellationToken, ValueTask>? ask = null,
        ILogger? logger = null,
        Func<MessageBody, CancellationToken, ValueTask>? takes = null)
    {
        var server = new PingServer();
        string[] words = [];
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<ILogger<ProtocolServer>>((ILogger<ProtocolServer>?)logger ?? NullLogger<ProtocolServer>.Instance);
        builder.Services.AddOptions<PingServerOptions>().Configure(options =>
        {
            // The tests say how connections begin in the words of the other server.
            options.ClockInterval = TimeSpan.FromMilliseconds(20);
            options.Listen.Add("127.0.0.1:0");
            configure?.Invoke(options);
            words = options.Listen[0].Split(' ');
            options.Listen.Clear();
            options.ListenByKestrel();
        }).AddProtocolServer("Ping", (_, options) =>
        {
            var session = new PingSession(options.Protocol, ask, takes);
            server.Sessions.Enqueue(session);
            return session;
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.UseProtocolServer<PingServerOptions>(configure: connections =>
            {
                connections.IsTls = words.Contains("tls");
                connections.IsProxied = words.Contains("proxy");
            })));
        var application = builder.Build();
        server.Server = new KestrelServer(application, application.Services.GetRequiredService<ProtocolServerService<PingServerOptions>>().Server);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return server;
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
