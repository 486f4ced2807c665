namespace SmtpGen.Storage;

/// <summary>
/// Hands out a store's messages, each to one caller at a time. While processes live, each message is completed once; after a crash it is handed
/// out again when its lease has run out, so that it is worked on at least once. Every member may be called from any thread.
/// </summary>
public interface IMessageQueue
{
    /// <summary>The queue's name.</summary>
    string Name { get; }

    /// <summary>How long leases last and how often a message is tried.</summary>
    QueueOptions Options { get; }

    /// <summary>Takes the message that has been due longest, if one is.</summary>
    /// <param name="cancellationToken">Cancels the call; a lease that was taken meanwhile runs out by itself.</param>
    /// <returns>The lease, or <see langword="null"/> where no message is due.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<IMessageLease?> TryLeaseAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the message that has been due longest, and waits where none is due: for a message, a delay or a lease that ends.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<IMessageLease> LeaseAsync(CancellationToken cancellationToken = default);

    /// <summary>How many messages the queue holds.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreException">The store cannot be read, or the queue was removed.</exception>
    ValueTask<QueueStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>The dead letters, those first that have been dead longest: messages that were tried as often as allowed, or rejected.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<DeadLetter> ListDeadAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a dead letter due again, as if it had never been tried.</summary>
    /// <param name="id">The message's whole id.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The message is not a dead letter (<see cref="StoreFailure.NotFound"/>), or the store failed.</exception>
    ValueTask ReviveAsync(string id, CancellationToken cancellationToken = default);
}
