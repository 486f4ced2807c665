using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>Starts and stops a server with its host.</summary>
/// <typeparam name="TOptions">The server's options.</typeparam>
/// <param name="options">Addresses, limits, and what the sessions need.</param>
/// <param name="scopes">Where every session's scope comes from.</param>
/// <param name="create">Makes a session from its scope.</param>
/// <param name="logger">Where sessions and failures are told.</param>
/// <param name="watches">Who looks on at the sessions; null: nobody.</param>
public sealed class ProtocolServerService<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IOptions<TOptions> options,
    IServiceScopeFactory scopes,
    Func<IServiceProvider, TOptions, ServerSession> create,
    ILogger<ProtocolServer> logger,
    IEnumerable<ISessionWatch>? watches = null) : IHostedService, IHostedProtocolServer, IAsyncDisposable
    where TOptions : ServerOptions
{
    /// <summary>The server.</summary>
    public ProtocolServer Server { get; } = new(
        options.Value,
        (watches ?? []).Aggregate<ISessionWatch, ISessionFactory>(
            new ScopedSessionFactory(scopes, scope => create(scope, options.Value)), (sessions, watch) => watch.Watch(sessions)),
        logger);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Server.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Server.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
