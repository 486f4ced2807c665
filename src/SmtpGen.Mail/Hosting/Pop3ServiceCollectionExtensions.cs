using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Mail;

/// <summary>Adds a POP3 server to a host.</summary>
public static class Pop3ServiceCollectionExtensions
{
    /// <summary>Adds a POP3 server; a handler is made for each session, from a scope of its own, and disposed with it.</summary>
    /// <typeparam name="THandler">Knows the users and serves their messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes what the configuration section <c>Pop3</c> says.</param>
    public static IServiceCollection AddPop3Server<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<Pop3ServerOptions>? configure = null)
        where THandler : Pop3Handler => services.AddNamed<THandler>("", configure);

    /// <summary>Adds one of several POP3 servers, with a handler and options of its own.</summary>
    /// <typeparam name="THandler">Knows the users and serves their messages.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="configure">Changes what the configuration section <c>Pop3:NAME</c> says.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon.</exception>
    /// <exception cref="InvalidOperationException">There is a POP3 server with that name already.</exception>
    public static IServiceCollection AddPop3Server<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<Pop3ServerOptions>? configure = null)
        where THandler : Pop3Handler => services.AddNamed<THandler>(ServerNames.Checked(name), configure);

    private static IServiceCollection AddNamed<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<Pop3ServerOptions>? configure)
        where THandler : Pop3Handler
    {
        services.AddHandler<THandler>();
        string section = ServerNames.Section("Pop3", name);
        var options = services.AddOptions<Pop3ServerOptions>(name).BindConfiguration(section);
        if (configure is not null)
            options.Configure(configure);
        return options.AddProtocolServer(section, (scope, o) => new Pop3Session(scope.GetRequiredService<THandler>(), o.Protocol));
    }
}
