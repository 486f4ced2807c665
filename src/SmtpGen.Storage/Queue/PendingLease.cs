namespace SmtpGen.Storage;

/// <summary>
/// A wish for a message of a queue. The store decides it by <see cref="Granted"/>. A message that was tried as often as allowed, and whose
/// lease ran out, is made a dead letter instead.
/// </summary>
/// <param name="queue">The queue's name.</param>
/// <param name="options">How long the lease lasts and how often a message is tried.</param>
public sealed class PendingLease(string queue, QueueOptions options) : PendingCommit
{
    /// <summary>Why a message is dead whose last lease ran out.</summary>
    public const string RanOut = "the lease of the last attempt ran out";

    /// <summary>The queue's name.</summary>
    public string Queue => queue;

    /// <summary>How long the lease lasts and how often a message is tried.</summary>
    public QueueOptions Options => options;

    /// <summary>What was granted; null where no message is due.</summary>
    public GrantedLease? Lease { get; private set; }

    /// <inheritdoc/>
    public override long Octets => 0;

    /// <summary>A message is leased, or none is due.</summary>
    /// <param name="lease">The lease; null where no message is due.</param>
    public void Granted(GrantedLease? lease)
    {
        Lease = lease;
        Committed();
    }
}

/// <summary>A lease as a store keeps it.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Number">Tells it from earlier and later leases of the same message in the queue.</param>
/// <param name="Attempt">As in <see cref="IMessageLease.Attempt"/>.</param>
/// <param name="State">As in <see cref="IMessageLease.State"/>.</param>
public sealed record GrantedLease(string MessageId, long Number, int Attempt, string? State);
