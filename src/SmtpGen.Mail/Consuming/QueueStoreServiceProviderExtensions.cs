using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Finds the store whose messages are worked on.</summary>
public static class QueueStoreServiceProviderExtensions
{
    /// <summary>The one store with queues among the services, as whatever kind of store it was added; <c>AddSmtpServer(store)</c> adds one.</summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static IQueueStore GetRequiredQueueStore(this IServiceProvider services)
    {
        var stores = services.GetServices<IQueueStore>()
            .Concat(services.GetServices<IMessageStore>().OfType<IQueueStore>())
            .Concat(services.GetServices<IMaildropStore>().OfType<IQueueStore>())
            .Distinct().ToList();
        return stores switch
        {
            [var store] => store,
            [] => throw new InvalidOperationException(
                "A message consumer needs a store with queues among the services; add one, such as AddSingleton<IQueueStore>(store) or AddSmtpServer(store)."),
            _ => throw new InvalidOperationException(
                $"A message consumer needs one store with queues, and {stores.Count} are among the services; run the others' consumers by MessageConsumer."),
        };
    }
}
