namespace SmtpGen.Storage;

/// <summary>
/// A message that one caller may work on until the lease ends. Without a decision it runs out after <see cref="QueueOptions.LeaseTime"/>,
/// and the message is due again.
/// </summary>
public interface IMessageLease
{
    /// <summary>The message.</summary>
    StoredMessage Message { get; }

    /// <summary>The number of this attempt, from 1.</summary>
    int Attempt { get; }

    /// <summary>Whether the message is a dead letter when this attempt fails.</summary>
    bool IsLastAttempt { get; }

    /// <summary>What the attempt before left for this one; null for nothing.</summary>
    string? State { get; }

    /// <summary>Whether the holder has completed, abandoned, released or rejected the message.</summary>
    bool IsDecided { get; }

    /// <summary>Opens the body for reading. The caller disposes the stream; it can seek.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="StoreException">The message was deleted (<see cref="StoreFailure.NotFound"/>), or the store cannot be read.</exception>
    ValueTask<Stream> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Starts the lease's time again.</summary>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The lease has ended (<see cref="StoreFailure.LeaseEnded"/>), or the store failed.</exception>
    ValueTask RenewAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the message out of the queue: its work is done. When the call completes that will last.</summary>
    /// <param name="delete">Whether it is also deleted from the store, once the other queues have completed it, too.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The lease has ended (<see cref="StoreFailure.LeaseEnded"/>), or the store failed.</exception>
    ValueTask CompleteAsync(bool delete = false, CancellationToken cancellationToken = default);

    /// <summary>Gives the message back, to be due after a delay; after the last attempt it is a dead letter.</summary>
    /// <param name="delay">How long it is not due.</param>
    /// <param name="reason">Why, for people, on one line.</param>
    /// <param name="state">Text for the next attempt, such as what is done already.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <exception cref="StoreException">The lease has ended (<see cref="StoreFailure.LeaseEnded"/>), or the store failed.</exception>
    ValueTask AbandonAsync(TimeSpan delay, string reason, string? state = null, CancellationToken cancellationToken = default);

    /// <summary>Gives the message back as if it had never been taken: it is due at once, and the attempt does not count.</summary>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The lease has ended (<see cref="StoreFailure.LeaseEnded"/>), or the store failed.</exception>
    ValueTask ReleaseAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the message a dead letter at once: no further attempt could succeed.</summary>
    /// <param name="reason">Why, for people, on one line.</param>
    /// <param name="cancellationToken">Cancels the call while it waits for a place in the queue of commits.</param>
    /// <exception cref="StoreException">The lease has ended (<see cref="StoreFailure.LeaseEnded"/>), or the store failed.</exception>
    ValueTask RejectAsync(string reason, CancellationToken cancellationToken = default);
}
