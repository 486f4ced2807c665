namespace SmtpGen.Storage;

/// <summary>
/// A change on its way through the commit queue. The store decides it on the commit thread by one of <see cref="Committed"/>,
/// <see cref="Continues"/> and <see cref="Refused"/>; the last one called counts.
/// </summary>
public abstract class PendingCommit
{
    // A session's continuation must not run on the commit thread: it would hold up everybody else's commit.
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreException? _failure;

    /// <summary>Octets to write, by which groups are bounded.</summary>
    public abstract long Octets { get; }

    /// <summary>Whether it is made.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>Whether a part of it was made and the rest follows with a later group.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Ends when the change is made and will last, or with a <see cref="StoreException"/>.</summary>
    public Task Outcome => _outcome.Task;

    /// <summary>It is made.</summary>
    public void Committed() => (IsCommitted, IsUnfinished, _failure) = (true, false, null);

    /// <summary>A part of it is made; the queue brings it again with a later group.</summary>
    public void Continues() => (IsCommitted, IsUnfinished, _failure) = (false, true, null);

    /// <summary>It is not made.</summary>
    /// <param name="failure">Why.</param>
    public void Refused(StoreException failure) => (IsCommitted, IsUnfinished, _failure) = (false, false, failure);

    /// <summary>Tells the session.</summary>
    protected internal virtual void Complete()
    {
        if (_failure is null)
            _outcome.SetResult();
        else
            _outcome.SetException(_failure);
    }
}
