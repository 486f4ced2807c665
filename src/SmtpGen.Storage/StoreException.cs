namespace SmtpGen.Storage;

/// <summary>Why a store refused.</summary>
public enum StoreFailure
{
    /// <summary>Anything else. A server answers 451 4.3.0 (RFC 3463, section 3.4).</summary>
    Failed,

    /// <summary>The disk, the quota or the store's own limit is exhausted. A server answers 452 4.3.1.</summary>
    Full,

    /// <summary>The store may be read and not written. A server answers 451 4.3.0.</summary>
    ReadOnly,

    /// <summary>There is no message with that id.</summary>
    NotFound,

    /// <summary>Another session has the maildrop open. A POP3 server answers <c>-ERR [IN-USE]</c> (RFC 2449, section 8.1.2).</summary>
    InUse,

    /// <summary>A lease has ended: it ran out, or was completed or abandoned before. Somebody else may have the message by now.</summary>
    LeaseEnded,
}

/// <summary>
/// A store could not be opened, read or written. The message is one line for people that names the place. Whatever was
/// committed before is still there.
/// </summary>
public sealed class StoreException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">Why the store refused.</param>
    /// <param name="message">One line: what happened, where, and what would be right.</param>
    /// <param name="cause">What the system reported, if anything.</param>
    public StoreException(StoreFailure kind, string message, Exception? cause = null)
        : base(message, cause)
        => Kind = kind;

    /// <summary>Why the store refused.</summary>
    public StoreFailure Kind { get; }

    /// <summary>Whether an exception is how .NET reports that a file or folder could not be used.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsFileFailure(Exception exception)
        => exception is (IOException or UnauthorizedAccessException) and not StoreException;

    /// <summary>What a store tells of a failure: the exception itself where it is one of a store.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="failure">What was thrown.</param>
    public static StoreException Of(string location, Exception failure) => failure as StoreException ?? FromFile(location, failure);

    /// <summary>What a store tells of a file that could not be used: whether the disk is full, or write permission is missing.</summary>
    /// <param name="location">The store's path.</param>
    /// <param name="cause">What the system reported.</param>
    public static StoreException FromFile(string location, Exception cause)
        => cause switch
        {
            IOException io when IsFull(io) => Full(location, cause),
            IOException io when IsReadOnlyFileSystem(io) => ReadOnly(location, cause),
            UnauthorizedAccessException => ReadOnly(location, cause),
            _ => new StoreException(StoreFailure.Failed, $"{location}: {cause.Message}", cause),
        };

    /// <summary>There is no room for another message.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="cause">What the system reported, if anything.</param>
    public static StoreException Full(string location, Exception? cause = null)
        => new(StoreFailure.Full, $"{location}: no space is left for another message; free some, or raise the limit", cause);

    /// <summary>The store may be read and not written.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="cause">What the system reported, if anything.</param>
    public static StoreException ReadOnly(string location, Exception? cause = null)
        => new(StoreFailure.ReadOnly, $"{location}: may not be written; a store needs write permission", cause);

    /// <summary>There is no message with an id.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="id">The id that was asked for.</param>
    public static StoreException NotFound(string location, string id)
        => new(StoreFailure.NotFound, $"{location}: has no message \"{id}\", or more than one whose id begins so");

    /// <summary>Another session has the maildrop open.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="user">Whose maildrop, as they are called.</param>
    public static StoreException InUse(string location, string user)
        => new(StoreFailure.InUse, $"{location}: the maildrop of \"{user}\" is open in another session; try again when it has ended");

    /// <summary>A lease has ended.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="id">The message's id.</param>
    public static StoreException LeaseEnded(string location, string queue, string id)
        => new(StoreFailure.LeaseEnded, $"{location}: the lease of message \"{id}\" in the queue \"{queue}\" has ended; renew leases before they run out");

    /// <summary>A message is not a dead letter.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="id">The message's id.</param>
    public static StoreException NotDead(string location, string queue, string id)
        => new(StoreFailure.NotFound, $"{location}: the queue \"{queue}\" has no dead letter \"{id}\"");

    /// <summary>A queue is not there any more.</summary>
    /// <param name="location">The store's path, or what people call it otherwise.</param>
    /// <param name="queue">The queue's name.</param>
    public static StoreException QueueRemoved(string location, string queue)
        => new(StoreFailure.NotFound, $"{location}: the queue \"{queue}\" was removed; open it again, and it is made anew");

    internal static StoreException Replaced(string path)
        => new(StoreFailure.Failed, $"{path}: was removed or replaced while the store had it open; put it back, or restart");

    /// <summary>Whether a system's error number says that a disk or a quota is full: ENOSPC or EDQUOT.</summary>
    /// <param name="error">The number, <c>errno</c>.</param>
    public static bool IsFull(int error) => error == 28 || error == (OperatingSystem.IsLinux() ? 122 : 69);

    // .NET keeps the errno in HResult where it has no exception type of its own for it.
    // Windows says ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static bool IsFull(IOException exception)
        => OperatingSystem.IsWindows()
            ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
            : IsFull(exception.HResult);

    // EROFS, and EACCES where the C library was called.
    private static bool IsReadOnlyFileSystem(IOException exception)
        => OperatingSystem.IsWindows()
            ? exception.HResult == unchecked((int)0x80070013)
            : exception.HResult is 30 or 13;
}
