using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Adds an SMTP server to a host.</summary>
public static class SmtpServiceCollectionExtensions
{
    /// <summary>Adds an SMTP server; a handler is made for each session, from a scope of its own.</summary>
    /// <typeparam name="THandler">Decides on commands and takes messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp</c> says.</param>
    public static IServiceCollection AddSmtpServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<SmtpServerOptions>? configure = null)
        where THandler : SmtpHandler => services.AddNamed<THandler>("", configure);

    /// <summary>
    /// Adds one of several SMTP servers, such as one for mail from other servers and one for submission, with a handler and options of its
    /// own; a handler is made for each session, from a scope of its own.
    /// </summary>
    /// <typeparam name="THandler">Decides on commands and takes messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is an SMTP server with that name already.</exception>
    public static IServiceCollection AddSmtpServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<SmtpServerOptions>? configure = null)
        where THandler : SmtpHandler => services.AddNamed<THandler>(ServerNames.Checked(name), configure);

    /// <summary>Adds an SMTP server that hands every message to one method.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="receive">Takes the message; answer <see cref="SmtpMessageResult.Queued"/> only when it is safe.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp</c> says.</param>
    public static IServiceCollection AddSmtpServer(
        this IServiceCollection services, MessageCallback receive, Action<SmtpServerOptions>? configure = null) =>
        services.AddNamed("", _ => new CallbackReceiver(receive), configure);

    /// <summary>Adds one of several SMTP servers, which hands every message to one method.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="receive">Takes the message; answer <see cref="SmtpMessageResult.Queued"/> only when it is safe.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is an SMTP server with that name already.</exception>
    public static IServiceCollection AddSmtpServer(
        this IServiceCollection services, string name, MessageCallback receive, Action<SmtpServerOptions>? configure = null) =>
        services.AddNamed(ServerNames.Checked(name), _ => new CallbackReceiver(receive), configure);

    /// <summary>Adds an SMTP server that keeps every message in a store; <see cref="MailServerOptions.Domains"/> say whose mail it accepts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="store">Where messages go; 250 is answered when they are there for certain. It is added to the services, and the caller disposes it after the host.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp</c> says.</param>
    public static IServiceCollection AddSmtpServer(
        this IServiceCollection services, IMessageStore store, Action<SmtpServerOptions>? configure = null) =>
        services.AddSingleton(store).AddNamed("", _ => new StoreReceiver(store), configure);

    /// <summary>Adds one of several SMTP servers, which keeps every message in a store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="store">Where messages go; 250 is answered when they are there for certain. It is added to the services, and the caller disposes it after the host.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is an SMTP server with that name already.</exception>
    public static IServiceCollection AddSmtpServer(
        this IServiceCollection services, string name, IMessageStore store, Action<SmtpServerOptions>? configure = null) =>
        services.AddSingleton(store).AddNamed(ServerNames.Checked(name), _ => new StoreReceiver(store), configure);

    private static IServiceCollection AddNamed<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<SmtpServerOptions>? configure)
        where THandler : SmtpHandler
    {
        services.AddHandler<THandler>();
        return services.AddNamed(name, scope => scope.GetRequiredService<THandler>(), configure);
    }

    private static IServiceCollection AddNamed(
        this IServiceCollection services, string name, Func<IServiceProvider, SmtpHandler> handler, Action<SmtpServerOptions>? configure)
    {
        string section = ServerNames.Section("Smtp", name);
        var options = services.AddOptions<SmtpServerOptions>(name).BindConfiguration(section);
        if (configure is not null)
            options.Configure(configure);
        return options.AddMailServer(section, handler, (made, o) => new SmtpSession(made, o.Protocol));
    }
}
