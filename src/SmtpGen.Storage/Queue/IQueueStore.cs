namespace SmtpGen.Storage;

/// <summary>
/// A store whose messages wait for whoever works on them. A queue is a list of messages with a name, kept in the store: every message
/// that is committed from then on is in each of its queues, in the same transaction, until somebody completes it there. Several queues know nothing
/// of each other: one may announce messages while another hands them on.
/// </summary>
public interface IQueueStore : IMessageStore
{
    /// <summary>
    /// Opens a queue. A new one begins with the messages that are in the store; from then on it belongs to the store, and messages
    /// are put into it by every process, until it is removed.
    /// </summary>
    /// <param name="name">1 to 64 of the characters a to z, 0 to 9 and hyphen.</param>
    /// <param name="options">How long leases last and how often a message is tried; the same for all who share a queue.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ArgumentException">The name or an option is not allowed.</exception>
    /// <exception cref="StoreException">The store was opened for reading, or failed.</exception>
    ValueTask<IMessageQueue> OpenQueueAsync(string name, QueueOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The queues that the store has, with how many messages each holds, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a queue. Its messages stay in the store, except for those that only waited to be deleted.</summary>
    /// <param name="name">The queue; nothing happens where there is none of that name.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The store was opened for reading, or failed.</exception>
    ValueTask RemoveQueueAsync(string name, CancellationToken cancellationToken = default);
}
