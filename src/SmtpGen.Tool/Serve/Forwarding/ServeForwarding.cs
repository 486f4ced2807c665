using Microsoft.Extensions.Logging;
using SmtpGen.Forwarding;
using SmtpGen.Mail;
using SmtpGen.Server.Logging;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Work;

namespace SmtpGen.Tool.Serve.Forwarding;

/// <summary>Hands the mail of a store on while it is served. A reload changes where it goes.</summary>
internal sealed class ServeForwarding : IServedWork
{
    private readonly IQueueStore _store;
    private readonly IMessageQueue _queue;
    private readonly MessageConsumerOptions _options;
    private readonly ServeLog _log;
    private readonly ILogger _logger;
    private volatile ServedForwarder _current;

    private ServeForwarding(IQueueStore store, IMessageQueue queue, MailForwardingOptions options, ServeLog log, ILogger logger)
    {
        (_store, _queue, _options, _log, _logger) = (store, queue, options.ToConsumerOptions(), log, logger);
        _current = new ServedForwarder(store, options, log);
    }

    /// <summary>Opens the queue.</summary>
    /// <param name="store">Where messages are.</param>
    /// <param name="configuration">Where they go.</param>
    /// <param name="log">Told what becomes of them.</param>
    /// <param name="logger">Told where something is wrong with the store.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>Null where nothing is handed on.</returns>
    /// <exception cref="ToolException">The store has no queues, or has mail that was never meant to be handed on.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public static async Task<ServeForwarding?> OpenAsync(
        IMessageStore store, ServeConfiguration configuration, ServeLog log, ILogger logger, CancellationToken cancellationToken)
    {
        if (!configuration.Forward.IsOn)
            return null;
        if (store is not IQueueStore queues)
            throw new ToolException(ToolExit.Usage, $"{configuration.Store} has no queues, which --forward needs; choose another kind of store");
        var options = SmarthostOptions.Of(configuration);
        await RefuseOldMailAsync(queues, configuration, cancellationToken);
        var queue = await queues.OpenQueueAsync(
            MailForwardingServiceCollectionExtensions.QueueName, options.ToConsumerOptions().Queue, cancellationToken);
        return new(queues, queue, options, log, QueuedLogger.Around(logger));
    }

    /// <summary>Where mail goes, for people.</summary>
    public static string Describe(ServeConfiguration configuration) => SmarthostUrl.Parse(configuration.Forward.Server!).ToString();

    /// <summary>Makes what a changed configuration asks for; the result makes it count.</summary>
    /// <exception cref="ToolException">The file with the password cannot be read.</exception>
    public Action Prepare(ServeConfiguration configuration)
    {
        var next = new ServedForwarder(_store, SmarthostOptions.Of(configuration), _log);
        return () => _current = next;
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stop, CancellationToken abort) =>
        new MessageConsumer(_queue, (lease, cancellationToken) => _current.ConsumeAsync(lease, cancellationToken), _options, _logger).RunAsync(stop, abort);

    // A new queue begins with what is there, and mail of last year, or of tests, is better not sent to its recipients by surprise.
    private static async Task RefuseOldMailAsync(IQueueStore store, ServeConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration.Forward.Stored)
            return;
        var queues = await store.ListQueuesAsync(cancellationToken);
        if (queues.Any(queue => queue.Name == MailForwardingServiceCollectionExtensions.QueueName))
            return;
        if (await store.ListNewestAsync(cancellationToken: cancellationToken).AnyAsync(cancellationToken))
        {
            throw new ToolException(
                ToolExit.Usage,
                $"{configuration.Store} holds mail from before, which --forward would hand on too; name a new store, delete it (smtpgen delete --all), or set Forward:Stored to true");
        }
    }
}
