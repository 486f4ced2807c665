using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>Adds servers to a host.</summary>
public static class ProtocolServerServices
{
    /// <summary>
    /// Adds a server whose sessions each get a scope of services of their own. Several servers with options of one type need names:
    /// <c>services.AddOptions&lt;TOptions&gt;("mx")</c>.
    /// </summary>
    /// <typeparam name="TOptions">The server's options, with what its sessions need.</typeparam>
    /// <param name="options">The options, bound to their configuration by the caller. They are checked when the host starts.</param>
    /// <param name="section">The configuration section they come from, named in errors.</param>
    /// <param name="create">Makes a session from its scope.</param>
    /// <returns>
    /// The services; <see cref="ProtocolServerService{TOptions}"/> among them gives access to the server, under the options' name as its
    /// key where they have one.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is a server with these options already.</exception>
    public static IServiceCollection AddProtocolServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this OptionsBuilder<TOptions> options,
        string section,
        Func<IServiceProvider, TOptions, ServerSession> create)
        where TOptions : ServerOptions
    {
        string name = options.Name;
        if (options.Services.Any(service => service.ServiceType == typeof(ProtocolServerService<TOptions>) && Name(service) == name))
        {
            throw new InvalidOperationException(
                $"There is a server with the options of \"{section}\" already, and both would serve with one handler. Give each server a name of its own.");
        }

        options.ValidateOnStart();
        options.Services.AddSingleton<IValidateOptions<TOptions>>(new ServerOptionsValidator<TOptions>(name, section));
        if (name.Length == 0)
            options.Services.AddSingleton(Service);
        else
            options.Services.AddKeyedSingleton(name, (services, _) => Service(services));

        // AddHostedService would leave out all but the first of one type.
        return options.Services.AddSingleton<IHostedService>(services => name.Length == 0
            ? services.GetRequiredService<ProtocolServerService<TOptions>>()
            : services.GetRequiredKeyedService<ProtocolServerService<TOptions>>(name));

        ProtocolServerService<TOptions> Service(IServiceProvider services) => new(
            Options.Create(services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name)),
            services.GetRequiredService<IServiceScopeFactory>(),
            create,
            services.GetRequiredService<ILogger<ProtocolServer>>(),
            services.GetServices<ISessionWatch>());
    }

    private static string? Name(ServiceDescriptor service) => service.IsKeyedService ? service.ServiceKey as string : "";
}
