using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SmtpGen.Server.Hosting;

/// <summary>
/// Makes a handler once when the host starts: what it needs and the host has not, such as a store that knows whose messages are
/// whose, is an error then and not at the first login.
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
