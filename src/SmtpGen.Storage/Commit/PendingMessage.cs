namespace SmtpGen.Storage;

/// <summary>A message whose body is complete, to be stored.</summary>
internal sealed class PendingMessage(ReceivedEnvelope envelope, MessageSpool spool) : PendingCommit
{
    public ReceivedEnvelope Envelope => envelope;

    public MessageSpool Spool => spool;

    public override long Octets => spool.UnsyncedLength;

    /// <summary>What lists say of the body, to be kept with it. The first call reads it, blocks, and must come before the spool is closed.</summary>
    public MessageSummary Summary => field ??= MessageSummary.Of(spool.Length, spool.Read);

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
