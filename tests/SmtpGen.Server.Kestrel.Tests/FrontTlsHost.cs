using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>A web application that serves the test protocol by a delegate, with <c>UseHttps</c> in front.</summary>
internal sealed class FrontTlsHost : IAsyncDisposable
{
    private WebApplication _application = null!;
    private ProtocolServer _server = null!;

    public X509Certificate2 Certificate { get; } = TestCertificates.Create();

    public ConcurrentQueue<PingSession> Sessions { get; } = new();

    public IPEndPoint EndPoint => IPEndPoint.Parse(new Uri(_application.Urls.First()).Authority);

    public static async Task<FrontTlsHost> StartAsync(Action<ServerOptions>? configure, Action<PingOptions>? protocol)
    {
        var host = new FrontTlsHost();
        var options = new PingOptions();
        protocol?.Invoke(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.UseHttps(host.Certificate);
            host._server = listen.UseProtocol(
                _ =>
                {
                    var session = new PingSession(options);
                    host.Sessions.Enqueue(session);
                    return session;
                },
                listening => configure?.Invoke(listening.Server));
        }));
        host._application = builder.Build();
        await host._application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public async Task UntilConnectionsAsync(int count)
    {
        while (_server.Connections != count)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public Task UntilStoppingAsync() =>
        Task.Delay(Timeout.Infinite, _application.Lifetime.ApplicationStopping).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(true));
        await _application.DisposeAsync();
        Certificate.Dispose();
    }
}
