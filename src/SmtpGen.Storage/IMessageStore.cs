namespace SmtpGen.Storage;

/// <summary>
/// Keeps messages: an envelope and a body of octets that comes back exactly as it was written.
/// Every member may be called from any thread, and none blocks the caller's thread on a disk.
/// </summary>
public interface IMessageStore : IAsyncDisposable
{
    /// <summary>Starts a message. Nothing of it is visible before <see cref="IMessageWriter.CommitAsync"/>.</summary>
    /// <param name="envelope">Who sent it, to whom, and how it came.</param>
    /// <param name="cancellationToken">Cancels the call before the message has started.</param>
    /// <returns>A writer for the body; disposing it without a commit discards the message.</returns>
    /// <exception cref="StoreException">The store was opened for reading (<see cref="StoreFailure.ReadOnly"/>).</exception>
    ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default);

    /// <summary>All messages, oldest first and newest last. Messages that arrive meanwhile may or may not be seen.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// All messages, newest first: the first of them come at once, however many there are. Messages that arrive meanwhile are not
    /// seen, those that are deleted meanwhile may or may not be.
    /// </summary>
    /// <param name="before">An id, which may be gone by now: only messages older than it are listed. Null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="StoreException">
    /// The id is none that this store could have given (<see cref="StoreFailure.NotFound"/>), or the store cannot be read.
    /// </exception>
    IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default);

    /// <summary>One message by its id.</summary>
    /// <param name="id">The id that the commit returned. Where ids are long, the beginning of exactly one id will do.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The message, or <see langword="null"/> when none, or more than one, has that id.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Opens a body for reading. The caller disposes the stream; it can seek.</summary>
    /// <param name="id">As in <see cref="FindAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The octets exactly as they were written.</returns>
    /// <exception cref="StoreException">
    /// No message has that id (<see cref="StoreFailure.NotFound"/>), or the store cannot be read.
    /// </exception>
    ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes messages, whoever they are for. When the call completes they stay removed even after a crash of the machine.
    /// Messages that are gone already are not an error.
    /// </summary>
    /// <param name="ids">The whole ids of the messages.</param>
    /// <param name="cancellationToken">
    /// Cancels the call while the deletion still waits for a place in the queue. From then on the store decides the outcome.
    /// </param>
    /// <exception cref="StoreException">
    /// The store was opened for reading (<see cref="StoreFailure.ReadOnly"/>), or it could not remove them; in a Maildir some of
    /// them may be removed.
    /// </exception>
    ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);
}
