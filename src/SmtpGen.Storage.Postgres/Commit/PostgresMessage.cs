namespace SmtpGen.Storage.Postgres;

/// <summary>A message whose body is complete, to be stored.</summary>
/// <param name="envelope">Its envelope.</param>
/// <param name="body">Its body; the octets that are not in the database yet are written with the message.</param>
/// <param name="summary">What lists say of the body.</param>
internal sealed class PostgresMessage(ReceivedEnvelope envelope, MessageBody body, BodySummary summary) : PendingCommit
{
    public ReceivedEnvelope Envelope => envelope;

    public MessageBody Body => body;

    public BodySummary Summary => summary;

    /// <summary>Names the message for ever, however often it is tried to store it.</summary>
    public string Key { get; } = TransactionKey.Of(envelope.TransactionId);

    public override long Octets => body.Tail.Length;

    public string? Id { get; private set; }

    /// <summary>It is stored.</summary>
    public void Stored(string id)
    {
        Id = id;
        Committed();
    }

    protected override void Complete()
    {
        body.Close(IsCommitted);
        base.Complete();
    }
}
