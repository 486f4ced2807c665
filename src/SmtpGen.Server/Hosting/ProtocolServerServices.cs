using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>Adds servers to a host.</summary>
public static class ProtocolServerServices
{
    /// <summary>Adds a server whose sessions each get a scope of services of their own.</summary>
    /// <typeparam name="TOptions">The server's options, with what its sessions need.</typeparam>
    /// <param name="options">The options, bound to their configuration by the caller. They are checked when the host starts.</param>
    /// <param name="section">The configuration section they come from, named in errors.</param>
    /// <param name="create">Makes a session from its scope.</param>
    /// <returns>The services; <see cref="ProtocolServerService{TOptions}"/> among them gives access to the server.</returns>
    public static IServiceCollection AddProtocolServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this OptionsBuilder<TOptions> options,
        string section,
        Func<IServiceProvider, TOptions, ServerSession> create)
        where TOptions : ServerOptions
    {
        options.ValidateOnStart();
        return options.Services
            .AddSingleton<IValidateOptions<TOptions>>(new ServerOptionsValidator<TOptions>(section))
            .AddSingleton(services => new ProtocolServerService<TOptions>(
                services.GetRequiredService<IOptions<TOptions>>(),
                services.GetRequiredService<IServiceScopeFactory>(),
                create,
                services.GetRequiredService<ILogger<ProtocolServer>>()))
            .AddHostedService(services => services.GetRequiredService<ProtocolServerService<TOptions>>());
    }
}
