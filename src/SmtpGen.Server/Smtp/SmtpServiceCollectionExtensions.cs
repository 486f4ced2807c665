using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Smtp;

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
        where THandler : SmtpHandler
    {
        services.AddHandler<THandler>();
        return services.AddSmtpServer(scope => scope.GetRequiredService<THandler>(), configure);
    }

    /// <summary>Adds an SMTP server that hands every message to one method.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="receive">Takes the message; answer <see cref="SmtpMessageResult.Queued"/> only when it is safe.</param>
    /// <param name="configure">Changes what the configuration section <c>Smtp</c> says.</param>
    public static IServiceCollection AddSmtpServer(
        this IServiceCollection services, MessageCallback receive, Action<SmtpServerOptions>? configure = null) =>
        services.AddSmtpServer(_ => new CallbackReceiver(receive), configure);

    private static IServiceCollection AddSmtpServer(
        this IServiceCollection services, Func<IServiceProvider, SmtpHandler> handler, Action<SmtpServerOptions>? configure)
    {
        var options = services.AddOptions<SmtpServerOptions>().BindConfiguration("Smtp");
        if (configure is not null)
            options.Configure(configure);
        return options.AddMailServer("Smtp", handler, (made, o) => new SmtpSession(made, o.Protocol));
    }
}
