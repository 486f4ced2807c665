namespace SmtpGen.Storage;

/// <summary>Something that is done with a queue, rather than with a lease.</summary>
/// <param name="queue">The queue's name.</param>
/// <param name="action">What is done.</param>
public sealed class PendingQueueAction(string queue, QueueAction action) : PendingCommit
{
    /// <summary>The queue's name.</summary>
    public string Queue => queue;

    /// <summary>What is done.</summary>
    public QueueAction Action => action;

    /// <inheritdoc/>
    public override long Octets => 0;
}

/// <summary>What is done with a queue.</summary>
public abstract record QueueAction
{
    private QueueAction()
    {
    }

    /// <summary>The queue is made, with all messages of the store, unless it is there.</summary>
    public sealed record Open : QueueAction;

    /// <summary>The queue is removed, if it is there; messages that only waited for it to be deleted are.</summary>
    public sealed record Remove : QueueAction;

    /// <summary>A dead letter is due again; refused as <see cref="StoreFailure.NotFound"/> where the message is not one.</summary>
    /// <param name="MessageId">The message's id.</param>
    public sealed record Revive(string MessageId) : QueueAction;
}
