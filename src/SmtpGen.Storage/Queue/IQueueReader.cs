namespace SmtpGen.Storage;

/// <summary>What a <see cref="MessageQueue"/> reads from its store.</summary>
public interface IQueueReader
{
    /// <summary>A message by its whole id; null when it is gone.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Opens the body of a message.</summary>
    /// <param name="id">The message's whole id.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken);

    /// <summary>The store's queues, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken);

    /// <summary>The dead letters of a queue, those first that have been dead longest.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<DeadLetter> ListDeadAsync(string queue, CancellationToken cancellationToken);
}
