namespace SmtpGen.Storage;

/// <summary>A message whose body is complete, to be stored.</summary>
internal sealed class PendingMessage(MessageEnvelope envelope, MessageSpool spool) : PendingCommit
{
    public MessageEnvelope Envelope => envelope;

    public MessageSpool Spool => spool;

    public override long Octets => spool.UnsyncedLength;

    /// <summary>The id, once it is committed.</summary>
    public string? Id { get; private set; }

    public void Stored(string id)
    {
        Id = id;
        Committed();
    }

    /// <summary>Lets go of the body and tells the session, in this order: who knows the outcome sees no leftovers.</summary>
    public override void Complete()
    {
        spool.Dispose();
        base.Complete();
    }
}
