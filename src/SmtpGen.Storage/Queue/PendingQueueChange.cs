namespace SmtpGen.Storage;

/// <summary>
/// What becomes of a message in a queue. The store refuses it (<see cref="StoreFailure.LeaseEnded"/>) where the lease is not the message's
/// current one any more, or has run out and been granted again.
/// </summary>
/// <param name="queue">The queue's name.</param>
/// <param name="messageId">The message's id.</param>
/// <param name="lease">The lease's number, as in <see cref="GrantedLease.Number"/>.</param>
/// <param name="decision">What the lease's holder decided.</param>
public sealed class PendingQueueChange(string queue, string messageId, long lease, LeaseDecision decision) : PendingCommit
{
    /// <summary>The queue's name.</summary>
    public string Queue => queue;

    /// <summary>The message's id.</summary>
    public string MessageId => messageId;

    /// <summary>The lease's number.</summary>
    public long Lease => lease;

    /// <summary>What the lease's holder decided.</summary>
    public LeaseDecision Decision => decision;

    /// <inheritdoc/>
    public override long Octets => 0;
}
