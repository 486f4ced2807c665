namespace SmtpGen.Storage;

/// <summary>
/// Keeps messages: an envelope and a body of octets that comes back exactly as it was written.
/// Every member may be called from any thread, and none blocks the caller's thread on a disk.
/// </summary>
public interface IMessageStore : IAsyncDisposable
{
    /// <summary>Starts a message. Nothing of it is visible before <see cref="IMessageWriter.CommitAsync"/>.</summary>
    /// <param name="envelope">Who sent it, to whom, and how it came.</param>
    /// <param name="cancellationToken">Gives up before the message has started.</param>
    /// <returns>A writer for the body; disposing it without a commit discards the message.</returns>
    /// <exception cref="StoreException">The store was opened for reading (<see cref="StoreFailure.ReadOnly"/>).</exception>
    ValueTask<IMessageWriter> BeginAsync(MessageEnvelope envelope, CancellationToken cancellationToken = default);

    /// <summary>All messages, oldest first and newest last. Messages that arrive meanwhile may or may not be seen.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One message by its id.</summary>
    /// <param name="id">The id that the commit returned. Where ids are long, the beginning of exactly one id will do.</param>
    /// <param name="cancellationToken">Gives up the search.</param>
    /// <returns>The message, or <see langword="null"/> when none, or more than one, has that id.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Opens a body for reading. The caller disposes the stream; it can seek.</summary>
    /// <param name="id">As in <see cref="FindAsync"/>.</param>
    /// <param name="cancellationToken">Gives up the opening.</param>
    /// <returns>The octets exactly as they were written.</returns>
    /// <exception cref="StoreException">
    /// No message has that id (<see cref="StoreFailure.NotFound"/>), or the store cannot be read.
    /// </exception>
    ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Opens a user's messages for a session that may delete them, such as one of POP3. The caller disposes it.</summary>
    /// <param name="user">
    /// An address such as <c>bob@mx.example</c>, or a local part such as <c>bob</c>, which stands for that local part at any
    /// domain. The case of ASCII letters makes no difference.
    /// </param>
    /// <param name="cancellationToken">Gives up the opening.</param>
    /// <returns>The messages that there are now; none when the user is unknown, since stores know no users.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="StoreException">
    /// Another session of this process has the maildrop open (<see cref="StoreFailure.InUse"/>), or the store cannot be read.
    /// </exception>
    ValueTask<IMaildrop> OpenMaildropAsync(string user, CancellationToken cancellationToken = default);
}
