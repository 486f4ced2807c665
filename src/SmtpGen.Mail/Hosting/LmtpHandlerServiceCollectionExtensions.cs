using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Mail;

/// <summary>
/// Adds an LMTP server with a handler written for LMTP. It stands apart from <see cref="LmtpServiceCollectionExtensions"/> since
/// one class cannot have two methods that only differ in what their type parameter must be.
/// </summary>
public static class LmtpHandlerServiceCollectionExtensions
{
    /// <summary>
    /// Adds an LMTP server (RFC 2033), served by a handler that answers each recipient of a message by itself. It decides about
    /// logins and clients itself: options that a receiver would follow, such as <see cref="MailServerOptions.Users"/>, are errors.
    /// </summary>
    /// <typeparam name="THandler">Decides on commands and takes messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Lmtp</c> says.</param>
    public static IServiceCollection AddLmtpServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<LmtpServerOptions>? configure = null)
        where THandler : LmtpHandler => services.AddNamed<THandler>("", configure);

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
        where THandler : LmtpHandler => services.AddNamed<THandler>(ServerNames.Checked(name), configure);

    private static IServiceCollection AddNamed<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<LmtpServerOptions>? configure)
        where THandler : LmtpHandler
    {
        services.AddHandler<THandler>();
        string section = ServerNames.Section("Lmtp", name);
        var options = services.AddOptions<LmtpServerOptions>(name).BindConfiguration(section);
        if (configure is not null)
            options.Configure(configure);
        services.AddSingleton<IValidateOptions<LmtpServerOptions>>(new LmtpHandlerOptionsValidator(name, section));
        return options.AddProtocolServer(section, (scope, o) => new LmtpSession(scope.GetRequiredService<THandler>(), o.Protocol));
    }
}
