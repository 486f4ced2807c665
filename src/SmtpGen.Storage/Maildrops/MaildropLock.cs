namespace SmtpGen.Storage;

/// <summary>
/// The exclusive access of one session to a maildrop (RFC 1939, section 4), within this process and however often it has the
/// store open.
/// </summary>
internal sealed class MaildropLock : IDisposable
{
    private static readonly List<MaildropLock> s_held = [];

    private MaildropLock(string location, MaildropOwner owner)
    {
        Location = location;
        Owner = owner;
    }

    public string Location { get; }

    public MaildropOwner Owner { get; }

    /// <param name="location">The store's full path.</param>
    /// <param name="owner">Whose messages are locked; the mailboxes count, however the name is written.</param>
    /// <exception cref="StoreException">Another session holds the lock (<see cref="StoreFailure.InUse"/>).</exception>
    public static MaildropLock Take(string location, MaildropOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var taken = new MaildropLock(location, owner);
        lock (s_held)
        {
            if (s_held.Exists(taken.Excludes))
                throw StoreException.InUse(location, owner.Name);
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
        => Location == other.Location && Owner.Overlaps(other.Owner);
}
