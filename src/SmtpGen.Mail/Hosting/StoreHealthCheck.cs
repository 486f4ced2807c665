using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Looks whether the stores can be read: it asks each for its newest message, and writes nothing.</summary>
internal sealed class StoreHealthCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stores = services.GetServices<IMessageStore>().Concat(services.GetServices<IMaildropStore>()).Distinct().ToList();
        try
        {
            foreach (var store in stores)
                await ReadNewestAsync(store, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy(stores.Count == 0 ? "No store is among the services." : "The store can be read.");
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be read.", exception);
        }
    }

    private static async ValueTask ReadNewestAsync(IMessageStore store, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListNewestAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            return;
    }
}
