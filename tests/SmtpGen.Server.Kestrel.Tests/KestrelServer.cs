using System.Net;
using Microsoft.AspNetCore.Builder;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>A web application and a server that it listens for, in the form of a server that listens by itself.</summary>
public sealed class KestrelServer(WebApplication application, ProtocolServer server) : IAsyncDisposable
{
    private IPEndPoint[]? _endPoints;

    /// <summary>What the application listens on, in the order it was told.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => _endPoints ??= [.. application.Urls.Select(url => IPEndPoint.Parse(new Uri(url).Authority))];

    /// <inheritdoc cref="ProtocolServer.Connections"/>
    public int Connections => server.Connections;

    /// <summary>Starts the server in the application.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    /// <summary>Stops the application, as its host does.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
