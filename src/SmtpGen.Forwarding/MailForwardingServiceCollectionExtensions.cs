using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmtpGen.Mail;

namespace SmtpGen.Forwarding;

/// <summary>Adds the forwarding of mail to a host.</summary>
public static class MailForwardingServiceCollectionExtensions
{
    /// <summary>The name of the queue whose messages are handed on.</summary>
    public const string QueueName = "forward";

    /// <summary>
    /// Hands every message of the host's store to one next server, by the queue <see cref="QueueName"/>. The store is the one of
    /// <see cref="QueueStoreServiceProviderExtensions.GetRequiredQueueStore"/>. Messages that are in the store already are handed on too.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">To which server, and how often it is tried.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static IServiceCollection AddMailForwarding(this IServiceCollection services, MailForwardingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        services.AddSingleton(host => new MailForwarder(
            host.GetRequiredQueueStore(), options, host.GetRequiredService<ILogger<MailForwarder>>()));
        return services.AddMessageConsumer<MailForwarder>(QueueName, options.ToConsumerOptions());
    }
}
