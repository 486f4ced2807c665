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
        where THandler : SmtpHandler
    {
        services.AddHandler<THandler>();
        var options = services.AddOptions<LmtpServerOptions>().BindConfiguration("Lmtp");
        if (configure is not null)
            options.Configure(configure);
        return options.AddMailServer("Lmtp", scope => scope.GetRequiredService<THandler>(), (made, o) => new LmtpSession(made, o.Protocol));
    }
}
