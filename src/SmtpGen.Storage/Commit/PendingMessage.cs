namespace SmtpGen.Storage;

/// <summary>A message whose body is complete, on its way through the commit queue.</summary>
internal sealed class PendingMessage(MessageEnvelope envelope, MessageSpool spool)
{
    // A session's continuation must not run on the commit thread: it would hold up everybody else's commit.
    private readonly TaskCompletionSource<string> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _id;
    private StoreException? _failure;

    public MessageEnvelope Envelope => envelope;

    public MessageSpool Spool => spool;

    public Task<string> Outcome => _outcome.Task;

    public bool IsStored => _id is not null;

    public void Stored(string id) => (_id, _failure) = (id, null);

    public void Refused(StoreException failure) => (_id, _failure) = (null, failure);

    /// <summary>Lets go of the body and tells the session, in this order: who knows the outcome sees no leftovers.</summary>
    public void Complete()
    {
        spool.Dispose();
        if (_failure is null)
            _outcome.SetResult(_id!);
        else
            _outcome.SetException(_failure);
    }
}
