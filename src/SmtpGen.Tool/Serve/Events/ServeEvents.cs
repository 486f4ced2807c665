using Microsoft.Extensions.Logging;
using SmtpGen.Events.Nats;
using SmtpGen.Mail;
using SmtpGen.Server.Logging;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Work;

namespace SmtpGen.Tool.Serve.Events;

/// <summary>Announces the mail of a store while it is served.</summary>
internal sealed class ServeEvents : IServedWork, IAsyncDisposable
{
    private readonly NatsAnnouncer _announcer;
    private readonly MessageConsumer _consumer;

    private ServeEvents(NatsAnnouncer announcer, IMessageQueue queue, MessageConsumerOptions options, ILogger logger)
    {
        _announcer = announcer;
        _consumer = new MessageConsumer(queue, announcer.ConsumeAsync, options, logger);
    }

    /// <summary>Opens the queue; the connection to NATS comes with the first message.</summary>
    /// <param name="store">Where messages are.</param>
    /// <param name="configuration">Where they are announced.</param>
    /// <param name="logger">Told of what cannot be announced yet.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ToolException">The store has no queues, or an option is not allowed.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public static async Task<ServeEvents> OpenAsync(
        IMessageStore store, ServeConfiguration configuration, ILogger logger, CancellationToken cancellationToken)
    {
        if (store is not IQueueStore queues)
            throw new ToolException(ToolExit.Usage, $"{configuration.Store} has no queues, which --events needs; choose another kind of store");
        var events = configuration.Events;
        var options = new NatsEventsOptions
        {
            Url = events.Url!,
            Stream = events.Stream,
            Subject = events.Subject,
            Replicas = events.Replicas,
            Source = events.Source,
            InlineOctets = events.InlineOctets,
        };
        NatsAnnouncer announcer;
        try
        {
            announcer = new NatsAnnouncer(options);
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException)
        {
            throw new ToolException(ToolExit.Usage, $"--events: {exception.Message}", exception);
        }

        var consumer = options.ToConsumerOptions();
        var queue = await queues.OpenQueueAsync(options.Queue, consumer.Queue, cancellationToken);
        return new(announcer, queue, consumer, QueuedLogger.Around(logger));
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stop, CancellationToken abort) => _consumer.RunAsync(stop, abort);

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _announcer.DisposeAsync();
}
