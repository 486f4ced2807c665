namespace SmtpGen.Storage;

/// <summary>A message whose body is complete, to be stored.</summary>
/// <param name="envelope">Its envelope.</param>
/// <param name="spool">Its body; disposed with the outcome.</param>
public sealed class PendingMessage(ReceivedEnvelope envelope, MessageSpool spool) : PendingCommit
{
    /// <summary>Its envelope.</summary>
    public ReceivedEnvelope Envelope => envelope;

    /// <summary>Its body.</summary>
    public MessageSpool Spool => spool;

    /// <inheritdoc/>
    public override long Octets => spool.UnsyncedLength;

    /// <summary>What lists say of the body, to be kept with it. The first call reads it, blocks, and must come before the spool is closed.</summary>
    public BodySummary Summary => field ??= BodySummary.Of(spool.Length, spool.Read);

    /// <summary>The id, once it is committed.</summary>
    public string? Id { get; private set; }

    /// <summary>It is stored.</summary>
    /// <param name="id">What the store calls it.</param>
    public void Stored(string id)
    {
        Id = id;
        Committed();
    }

    /// <summary>Lets go of the body and tells the session, in this order: who knows the outcome sees no leftovers.</summary>
    protected internal override void Complete()
    {
        spool.Dispose();
        base.Complete();
    }
}
