namespace SmtpGen.Storage;

/// <summary>
/// The exclusive access of one session to a maildrop (RFC 1939, section 4), within this process and however often it has the
/// store open; and, where the store adds that, everywhere.
/// </summary>
public sealed class MaildropLock : IAsyncDisposable
{
    private static readonly List<MaildropLock> s_held = [];

    private MaildropLock(string location, MaildropOwner owner)
    {
        Location = location;
        Owner = owner;
    }

    /// <summary>The store.</summary>
    public string Location { get; }

    /// <summary>Whose messages are locked.</summary>
    public MaildropOwner Owner { get; }

    /// <summary>What holds the lock outside of this process; released first. Null where a store is one process's.</summary>
    public IAsyncDisposable? Elsewhere { get; set; }

    /// <summary>Takes the lock, and does not wait for it.</summary>
    /// <param name="location">The store's full path, or what people call it otherwise.</param>
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

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Elsewhere is not null)
                await Elsewhere.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        lock (s_held)
            s_held.Remove(this);
    }

    private bool Excludes(MaildropLock other)
        => Location == other.Location && Owner.Overlaps(other.Owner);
}
