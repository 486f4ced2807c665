namespace SmtpGen.Storage;

/// <summary>A change on its way through the commit queue.</summary>
internal abstract class PendingCommit
{
    // A session's continuation must not run on the commit thread: it would hold up everybody else's commit.
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreException? _failure;

    /// <summary>Octets to write, by which groups are bounded.</summary>
    public abstract long Octets { get; }

    public bool IsCommitted { get; private set; }

    /// <summary>Whether a part of it was made and the rest follows with a later group.</summary>
    public bool IsUnfinished { get; private set; }

    public Task Outcome => _outcome.Task;

    public void Committed() => (IsCommitted, IsUnfinished, _failure) = (true, false, null);

    public void Continues() => (IsCommitted, IsUnfinished, _failure) = (false, true, null);

    public void Refused(StoreException failure) => (IsCommitted, IsUnfinished, _failure) = (false, false, failure);

    /// <summary>Tells the session.</summary>
    public virtual void Complete()
    {
        if (_failure is null)
            _outcome.SetResult();
        else
            _outcome.SetException(_failure);
    }
}
