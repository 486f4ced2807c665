using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Adds an LMTP server to a host.</summary>
public static class LmtpServiceCollectionExtensions
{
    /// <summary>
    /// Adds an LMTP server (RFC 2033), served by a handler written for SMTP: its answer to a message is given to every
    /// recipient.
    /// </summary>
    /// <typeparam name="THandler">Decides on commands and takes messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Lmtp</c> says.</param>
    public static IServiceCollection AddLmtpServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<LmtpServerOptions>? configure = null)
        where THandler : SmtpHandler => services.AddNamed<THandler>("", configure);

    /// <summary>Adds one of several LMTP servers, with a handler and options of its own, as the method without a name does.</summary>
    /// <typeparam name="THandler">Decides on commands and takes messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="configure">Changes what the configuration section <c>Lmtp:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is an LMTP server with that name already.</exception>
    public static IServiceCollection AddLmtpServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<LmtpServerOptions>? configure = null)
        where THandler : SmtpHandler => services.AddNamed<THandler>(ServerNames.Checked(name), configure);

    /// <summary>Adds an LMTP server that keeps every message in a store; <see cref="MailServerOptions.Domains"/> say whose mail it accepts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="store">Where messages go; 250 is answered when they are there for certain. It is added to the services, and the caller disposes it after the host.</param>
    /// <param name="configure">Changes what the configuration section <c>Lmtp</c> says.</param>
    public static IServiceCollection AddLmtpServer(
        this IServiceCollection services, IMessageStore store, Action<LmtpServerOptions>? configure = null) =>
        services.AddSingleton(store).AddNamed("", _ => new StoreReceiver(store), configure);

    /// <summary>Adds one of several LMTP servers, which keeps every message in a store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="store">Where messages go; 250 is answered when they are there for certain. It is added to the services, and the caller disposes it after the host.</param>
    /// <param name="configure">Changes what the configuration section <c>Lmtp:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is an LMTP server with that name already.</exception>
    public static IServiceCollection AddLmtpServer(
        this IServiceCollection services, string name, IMessageStore store, Action<LmtpServerOptions>? configure = null) =>
        services.AddSingleton(store).AddNamed(ServerNames.Checked(name), _ => new StoreReceiver(store), configure);

    private static IServiceCollection AddNamed<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<LmtpServerOptions>? configure)
        where THandler : SmtpHandler
    {
        services.AddHandler<THandler>();
        return services.AddNamed(name, scope => scope.GetRequiredService<THandler>(), configure);
    }

    private static IServiceCollection AddNamed(
        this IServiceCollection services, string name, Func<IServiceProvider, SmtpHandler> handler, Action<LmtpServerOptions>? configure)
    {
        string section = ServerNames.Section("Lmtp", name);
        var options = services.AddOptions<LmtpServerOptions>(name).BindConfiguration(section);
        if (configure is not null)
            options.Configure(configure);
        return options.AddMailServer(section, handler, (made, o) => new LmtpSession(made, o.Protocol));
    }
}
