using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Mail;

namespace SmtpGen.Events.Nats;

/// <summary>Adds the announcement of messages to a host.</summary>
public static class NatsEventsServiceCollectionExtensions
{
    /// <summary>
    /// Announces every message of the host's store, which must have queues, such as that of <c>AddSmtpServer(store)</c>. Neither the start nor an
    /// answer to a client waits for NATS.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says where and how.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static IServiceCollection AddNatsEvents(this IServiceCollection services, Action<NatsEventsOptions>? configure = null)
    {
        var options = new NatsEventsOptions();
        configure?.Invoke(options);
        options.Check();
        return services
            .AddSingleton(_ => new NatsAnnouncer(options))
            .AddMessageConsumer<NatsAnnouncer>(options.Queue, options.ToConsumerOptions());
    }
}
