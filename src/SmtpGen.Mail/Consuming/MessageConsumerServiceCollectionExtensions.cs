using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Adds consumers of queues to a host.</summary>
public static class MessageConsumerServiceCollectionExtensions
{
    /// <summary>
    /// Has the messages of the host's store worked on, each by a consumer from a scope of its own. The store is the one of
    /// <see cref="QueueStoreServiceProviderExtensions.GetRequiredQueueStore"/>; the queue is made where it is missing, with what is in the store.
    /// </summary>
    /// <typeparam name="TConsumer">Works on a message.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="queue">The queue's name, as in <see cref="IQueueStore.OpenQueueAsync"/>. Consumers of different names each get every message.</param>
    /// <param name="parallelism">How many messages are worked on at the same time in this process.</param>
    /// <param name="configure">Changes how messages are taken.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static IServiceCollection AddMessageConsumer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TConsumer>(
        this IServiceCollection services, string queue, int parallelism = 1, Action<MessageConsumerOptions>? configure = null)
        where TConsumer : class, IMessageConsumer
    {
        var options = new MessageConsumerOptions { Parallelism = parallelism };
        configure?.Invoke(options);
        return services.AddMessageConsumer<TConsumer>(queue, options);
    }

    /// <summary>Has the messages of the host's store worked on, as the other overload does.</summary>
    /// <typeparam name="TConsumer">Works on a message.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="options">How messages are taken.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public static IServiceCollection AddMessageConsumer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TConsumer>(
        this IServiceCollection services, string queue, MessageConsumerOptions options)
        where TConsumer : class, IMessageConsumer
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        services.TryAddScoped<TConsumer>();
        // AddHostedService keeps only one of a type, and a host may have several consumers.
        return services.AddSingleton<IHostedService>(host => new MessageConsumerService(async cancellationToken => new MessageConsumer(
            await host.GetRequiredQueueStore().OpenQueueAsync(queue, options.Queue, cancellationToken).ConfigureAwait(false),
            (lease, token) => ConsumeAsync<TConsumer>(host, lease, token),
            options,
            host.GetRequiredService<ILogger<MessageConsumer>>())));
    }

    private static async ValueTask ConsumeAsync<TConsumer>(IServiceProvider host, IMessageLease lease, CancellationToken cancellationToken)
        where TConsumer : class, IMessageConsumer
    {
        var scope = host.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await scope.ServiceProvider.GetRequiredService<TConsumer>().ConsumeAsync(lease, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(MessageConsumerOptions options)
    {
        if (options.Parallelism < 1)
            throw new ArgumentException($"Messages cannot be worked on {options.Parallelism} at a time; 1 is the least.", nameof(options));
        if (options.FirstDelay < TimeSpan.Zero || options.LongestDelay < options.FirstDelay)
        {
            throw new ArgumentException(
                $"Delays cannot go from {options.FirstDelay} to {options.LongestDelay}; the first must not be negative, nor longer than the longest.", nameof(options));
        }
    }
}
