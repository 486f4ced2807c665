namespace SmtpGen.Storage.Postgres;

/// <summary>A change of a group, with what the last attempt made of it, which counts when that attempt has been committed.</summary>
internal sealed class Change(PendingCommit pending)
{
    private Action? _made;

    public PendingCommit Pending => pending;

    /// <summary>Whether an attempt has ended of which nobody knows how.</summary>
    public bool MayBeMade { get; set; }

    /// <summary>The number of the lease that it may become; the same in every attempt, so that one that was made is known again.</summary>
    public long LeaseNumber { get; } = AdvisoryKey.Random();

    /// <summary>Says what becomes of the change when the attempt is committed.</summary>
    public void Stage(Action made) => _made = made;

    /// <summary>The attempt is committed.</summary>
    public void Apply() => (_made ?? pending.Committed)();
}
