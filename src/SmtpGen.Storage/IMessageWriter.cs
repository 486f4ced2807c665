namespace SmtpGen.Storage;

/// <summary>
/// Takes one message's body. Disposing it without a commit discards everything. One caller at a time; after a write
/// that threw, the writer can only be disposed.
/// </summary>
public interface IMessageWriter : IAsyncDisposable
{
    /// <summary>Appends octets to the body. Small bodies stay in memory, and the call then completes at once.</summary>
    /// <param name="octets">Any octets; they are copied before the call completes.</param>
    /// <param name="cancellationToken">Cancels the write, and with it the message.</param>
    /// <exception cref="StoreException">The octets could not be kept; <see cref="StoreException.Kind"/> says why.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores the message. When the call completes it survives a crash of the machine: the file and its directory are
    /// synced, or the database's transaction is. This is the moment for the 250 after the body (RFC 5321, section 4.2.5:
    /// the server accepts the responsibility).
    /// </summary>
    /// <param name="cancellationToken">
    /// Cancels the call while the message still waits for a place in the queue. From then on the store decides the outcome.
    /// </param>
    /// <returns>The message's id.</returns>
    /// <exception cref="StoreException">The message is not stored; <see cref="StoreException.Kind"/> says why.</exception>
    /// <exception cref="InvalidOperationException">The writer was committed before, or a write threw.</exception>
    /// <exception cref="ObjectDisposedException">The store was disposed before the message reached its queue.</exception>
    ValueTask<string> CommitAsync(CancellationToken cancellationToken = default);
}
