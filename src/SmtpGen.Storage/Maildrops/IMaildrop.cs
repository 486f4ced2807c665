namespace SmtpGen.Storage;

/// <summary>
/// A user's messages as they were when the maildrop was opened: messages that arrive later are not in it (RFC 1939,
/// section 3). While it is open nobody else in the process can open it; disposing it releases it and deletes nothing.
/// One caller at a time.
/// </summary>
public interface IMaildrop : IAsyncDisposable
{
    /// <summary>The messages, in the order of their numbers, oldest first.</summary>
    IReadOnlyList<MaildropMessage> Messages { get; }

    /// <summary>
    /// Opens a message's body for reading once, as lines that each end in CRLF. A body whose first line ends in LF alone follows
    /// the convention of local files, and its line ends become CRLF; a last line without an end is given one. Everything else
    /// is as it was stored. The caller disposes the stream.
    /// </summary>
    /// <param name="number">The message's number.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>As many octets as <see cref="MaildropMessage.Size"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No message has that number.</exception>
    /// <exception cref="StoreException">
    /// The message is gone (<see cref="StoreFailure.NotFound"/>): deleted, or removed by another program. Or the store cannot
    /// be read.
    /// </exception>
    ValueTask<Stream> OpenAsync(int number, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes messages from the maildrop, as a POP3 session does at its QUIT (RFC 1939, section 6). When the call completes
    /// they stay removed even after a crash of the machine. Messages that are gone already are not an error.
    /// </summary>
    /// <param name="numbers">The messages' numbers.</param>
    /// <param name="cancellationToken">
    /// Cancels the call while the deletion still waits for a place in the queue. From then on the store decides the outcome.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">No message has one of the numbers; nothing is removed.</exception>
    /// <exception cref="StoreException">
    /// The store could not remove them; in a Maildir some of them may be removed. <see cref="StoreException.Kind"/> says why.
    /// </exception>
    ValueTask DeleteAsync(IReadOnlyCollection<int> numbers, CancellationToken cancellationToken = default);
}
