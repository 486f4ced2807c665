using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace SmtpGen.Server.Hosting;

/// <summary>
/// Makes a handler once when the host starts. What the handler needs and the host does not have, such as a store that knows whose
/// messages are whose, is an error then and not at the first session.
/// </summary>
internal sealed class HandlerCheck<THandler>(IServiceScopeFactory scopes) : IHostedService
    where THandler : notnull
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            _ = scope.ServiceProvider.GetRequiredService<THandler>();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Adds handlers to a host.</summary>
public static class HandlerServices
{
    /// <summary>
    /// Adds a handler that is made for each session, and once when the host starts: what it needs and the host does not have is an error
    /// then. Call it before the server is added, which would serve without.
    /// </summary>
    /// <typeparam name="THandler">Decides on commands.</typeparam>
    /// <param name="services">The host's services.</param>
    public static void AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services)
        where THandler : class
    {
        services.TryAddScoped<THandler>();
        services.AddHostedService<HandlerCheck<THandler>>();
    }
}
