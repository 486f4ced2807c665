using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Dialogs;

/// <summary>A server that listens by itself.</summary>
public sealed class SocketHost : IDialogHost
{
    private ProtocolServer? _server;

    public async Task<IPEndPoint> StartAsync(Action<ServerOptions> configure, bool isTls, ISessionFactory sessions)
    {
        var options = new ServerOptions { Listen = { isTls ? "127.0.0.1:0 tls" : "127.0.0.1:0" } };
        configure(options);
        _server = new ProtocolServer(options, sessions, NullLogger.Instance);
        await _server.StartAsync(TestContext.Current.CancellationToken);
        return _server.EndPoints[0];
    }

    public Task StopAsync() => _server!.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
