using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Smtp;

/// <summary>Adds servers whose sessions are served by handlers written for SMTP.</summary>
internal static class MailServerServices
{
    public static IServiceCollection AddMailServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this OptionsBuilder<TOptions> options, string section, Func<IServiceProvider, SmtpHandler> handler,
        Func<SmtpHandler, TOptions, ServerSession> session)
        where TOptions : MailServerOptions
    {
        options.Services.AddKeyedSingleton(section, (host, _) => new SmtpReceiverSetup(
            host.GetRequiredService<IOptions<TOptions>>().Value, host.GetRequiredService<ILogger<ProtocolServer>>()));
        return options.AddProtocolServer(section, (scope, o) =>
        {
            var made = handler(scope);
            scope.GetRequiredKeyedService<SmtpReceiverSetup>(section).Prepare(made);
            return session(made, o);
        });
    }
}
