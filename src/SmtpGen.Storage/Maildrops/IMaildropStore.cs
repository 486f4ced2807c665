namespace SmtpGen.Storage;

/// <summary>
/// A store that knows each user's messages apart, so that users may read and delete their own. What serves maildrops, POP3 for
/// one, asks for this: a store that cannot tell whose a message is does not implement it.
/// </summary>
public interface IMaildropStore : IMessageStore
{
    /// <summary>Opens a user's messages for a session that may delete them, such as one of POP3. The caller disposes it.</summary>
    /// <param name="owner">Whose messages.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The messages that there are now; none when the user is unknown, since stores know no users.</returns>
    /// <exception cref="StoreException">
    /// Another session of this process has a mailbox of the owner open (<see cref="StoreFailure.InUse"/>), or the store cannot be read.
    /// </exception>
    ValueTask<IMaildrop> OpenMaildropAsync(MaildropOwner owner, CancellationToken cancellationToken = default);
}
