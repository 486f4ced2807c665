namespace SmtpGen.Storage;

/// <summary>
/// The exclusive access of one session to a maildrop (RFC 1939, section 4), within this process and however often it has the
/// store open.
/// </summary>
internal sealed class MaildropLock : IDisposable
{
    private static readonly List<MaildropLock> s_held = [];

    private readonly bool _isShared;

    private MaildropLock(string location, MaildropUser user, bool isShared)
    {
        Location = location;
        User = user;
        _isShared = isShared;
    }

    public string Location { get; }

    public MaildropUser User { get; }

    /// <param name="location">The store's full path.</param>
    /// <param name="user">Whose messages are locked.</param>
    /// <param name="isShared">Whether all users have the same messages, so that one locks out all.</param>
    /// <exception cref="StoreException">Another session holds the lock (<see cref="StoreFailure.InUse"/>).</exception>
    public static MaildropLock Take(string location, string user, bool isShared)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        var taken = new MaildropLock(location, new MaildropUser(user), isShared);
        lock (s_held)
        {
            if (s_held.Exists(taken.Excludes))
                throw StoreException.InUse(location, user);
            s_held.Add(taken);
        }

        return taken;
    }

    public void Dispose()
    {
        lock (s_held)
            s_held.Remove(this);
    }

    private bool Excludes(MaildropLock other)
        => Location == other.Location && (_isShared || User.Overlaps(other.User));
}
