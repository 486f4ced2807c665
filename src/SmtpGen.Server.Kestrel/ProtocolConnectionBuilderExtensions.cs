using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Runtime;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Kestrel;

/// <summary>
/// Serves protocols on addresses that Kestrel listens on. What changes the connections before, such as <c>UseHttps</c>, is to be called
/// before; nothing that is called after sees one.
/// </summary>
public static class ProtocolConnectionBuilderExtensions
{
    /// <summary>
    /// Serves what was added to the host's services, such as by <c>AddSmtpServer</c>, with its options and their section of the
    /// configuration. The options must say <see cref="ServerOptionsExtensions.ListenByKestrel"/>.
    /// </summary>
    /// <typeparam name="TOptions">The server's options.</typeparam>
    /// <param name="connections">What Kestrel listens on.</param>
    /// <param name="name">The server's name; empty where it has none.</param>
    /// <param name="configure">Says how connections to this address begin.</param>
    /// <returns>The server, which knows how many sessions are under way.</returns>
    /// <exception cref="InvalidOperationException">There is no such server, or it listens by itself.</exception>
    /// <exception cref="OptionsValidationException">An option has a value that is not allowed.</exception>
    public static ProtocolServer UseProtocolServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IConnectionBuilder connections, string name = "", Action<ProtocolConnectionOptions>? configure = null)
        where TOptions : ServerOptions
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(name);
        var services = connections.ApplicationServices;
        var service = name.Length == 0
            ? services.GetService<ProtocolServerService<TOptions>>()
            : services.GetKeyedService<ProtocolServerService<TOptions>>(name);
        if (service is null)
        {
            throw new InvalidOperationException(
                $"No server with options of the type {typeof(TOptions).Name}{(name.Length == 0 ? "" : $" and the name \"{name}\"")} was added to the services.");
        }

        var server = services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
        if (server.Listener is null)
        {
            throw new InvalidOperationException(
                $"The server with the {typeof(TOptions).Name} listens by itself; call ListenByKestrel() on the options that it is added with.");
        }

        var options = new ProtocolConnectionOptions();
        configure?.Invoke(options);
        return connections.Use(service.Server, options, server);
    }

    /// <summary>Serves the sessions of a factory, which is a service or is made of services.</summary>
    /// <typeparam name="TSessions">Makes the sessions.</typeparam>
    /// <param name="connections">What Kestrel listens on.</param>
    /// <param name="configure">Says how connections to this address begin, and what they may use.</param>
    /// <returns>The server, which knows how many sessions are under way.</returns>
    /// <exception cref="OptionsValidationException">An option has a value that is not allowed.</exception>
    public static ProtocolServer UseProtocol<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSessions>(
        this IConnectionBuilder connections, Action<ProtocolListenOptions>? configure = null)
        where TSessions : class, ISessionFactory
    {
        ArgumentNullException.ThrowIfNull(connections);
        return connections.Use(ActivatorUtilities.GetServiceOrCreateInstance<TSessions>(connections.ApplicationServices), configure);
    }

    /// <summary>Serves sessions that each are made from a scope of services of their own, which is disposed with them.</summary>
    /// <param name="connections">What Kestrel listens on.</param>
    /// <param name="create">Makes a session from its scope.</param>
    /// <param name="configure">Says how connections to this address begin, and what they may use.</param>
    /// <returns>The server, which knows how many sessions are under way.</returns>
    /// <exception cref="OptionsValidationException">An option has a value that is not allowed.</exception>
    public static ProtocolServer UseProtocol(
        this IConnectionBuilder connections, Func<IServiceProvider, ServerSession> create, Action<ProtocolListenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(create);
        var scopes = connections.ApplicationServices.GetRequiredService<IServiceScopeFactory>();
        return connections.Use(new ScopedSessionFactory(scopes, create), configure);
    }

    private static ProtocolServer Use(this IConnectionBuilder connections, ISessionFactory sessions, Action<ProtocolListenOptions>? configure)
    {
        var options = new ProtocolListenOptions();
        options.Server.ListenByKestrel();
        configure?.Invoke(options);
        string[] errors = [.. options.Server.Validate()];
        if (errors.Length > 0)
            throw Wrong(errors);
        var logger = connections.ApplicationServices.GetRequiredService<ILogger<ProtocolServer>>();
        var server = new ProtocolServer(options.Server, sessions, logger);
        server.StartAsync().GetAwaiter().GetResult();
        return connections.Use(server, options, options.Server);
    }

    private static ProtocolServer Use(
        this IConnectionBuilder connections, ProtocolServer server, ProtocolConnectionOptions options, ServerOptions serverOptions)
    {
        string[] errors = [.. options.Validate(serverOptions)];
        if (errors.Length > 0)
            throw Wrong(errors);

        // Kestrel waits for its connections without knowing what they may finish.
        connections.ApplicationServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(() => _ = server.StopAsync());
        if (connections is ListenOptions listen)
            listen.Protocols = HttpProtocols.None;
        var handler = new ProtocolConnectionHandler(server, options);
        connections.Use(_ => handler.OnConnectedAsync);
        return server;
    }

    private static OptionsValidationException Wrong(string[] errors) => new("Kestrel", typeof(ProtocolListenOptions), errors);
}
