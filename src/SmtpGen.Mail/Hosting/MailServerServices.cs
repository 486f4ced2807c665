using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Mail;

/// <summary>Adds servers for SMTP, and for protocols that extend it, to a host.</summary>
public static class MailServerServices
{
    /// <summary>Adds a server that receives mail with a handler written for SMTP; each session gets one.</summary>
    /// <typeparam name="TOptions">The server's options.</typeparam>
    /// <param name="options">The options, bound to their configuration by the caller. They are checked when the host starts.</param>
    /// <param name="section">The configuration section they come from, named in errors.</param>
    /// <param name="handler">Makes the handler, from the session's own scope of services.</param>
    /// <param name="session">Makes the session, around the handler or around an adapter to it.</param>
    public static IServiceCollection AddMailServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this OptionsBuilder<TOptions> options, string section, Func<IServiceProvider, SmtpHandler> handler,
        Func<SmtpHandler, TOptions, ServerSession> session)
        where TOptions : MailServerOptions
    {
        // One memory of failed logins for all servers of the host.
        options.Services.TryAddSingleton(_ => new LoginFailures());
        options.Services.AddKeyedSingleton(section, (host, _) => new SmtpReceiverSetup(
            host.GetRequiredService<IOptionsMonitor<TOptions>>().Get(options.Name),
            host.GetRequiredService<ILogger<ProtocolServer>>(),
            host.GetRequiredService<LoginFailures>()));
        return options.AddProtocolServer(section, (scope, o) =>
        {
            var made = handler(scope);
            scope.GetRequiredKeyedService<SmtpReceiverSetup>(section).Prepare(made);
            return session(made, o);
        });
    }

    /// <summary>Adds a server that hands every message to one method.</summary>
    /// <typeparam name="TOptions">The server's options.</typeparam>
    /// <param name="options">The options, bound to their configuration by the caller. They are checked when the host starts.</param>
    /// <param name="section">The configuration section they come from, named in errors.</param>
    /// <param name="receive">Takes the message; answer <see cref="SmtpMessageResult.Queued"/> only when it is safe.</param>
    /// <param name="session">Makes the session, around the handler or around an adapter to it.</param>
    public static IServiceCollection AddMailServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this OptionsBuilder<TOptions> options, string section, MessageCallback receive,
        Func<SmtpHandler, TOptions, ServerSession> session)
        where TOptions : MailServerOptions =>
        options.AddMailServer(section, _ => new CallbackReceiver(receive), session);
}
