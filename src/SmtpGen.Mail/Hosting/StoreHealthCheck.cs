using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Looks whether the store can be read: it asks for the newest message, and writes nothing.</summary>
internal sealed class StoreHealthCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if ((services.GetService<IMessageStore>() ?? services.GetService<IMaildropStore>()) is not { } store)
            return HealthCheckResult.Healthy("No store is among the services.");
        try
        {
            await foreach (var _ in store.ListNewestAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
                return HealthCheckResult.Healthy("The store can be read.");
            return HealthCheckResult.Healthy("The store can be read, and is empty.");
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be read.", exception);
        }
    }
}
