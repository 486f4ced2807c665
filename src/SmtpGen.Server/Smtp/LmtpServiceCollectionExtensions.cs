using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Smtp;

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

    private static IServiceCollection AddNamed<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<LmtpServerOptions>? configure)
        where THandler : SmtpHandler
    {
        services.AddHandler<THandler>();
        string section = ServerNames.Section("Lmtp", name);
        var options = services.AddOptions<LmtpServerOptions>(name).BindConfiguration(section);
        if (configure is not null)
            options.Configure(configure);
        return options.AddMailServer(section, scope => scope.GetRequiredService<THandler>(), (made, o) => new LmtpSession(made, o.Protocol));
    }
}
