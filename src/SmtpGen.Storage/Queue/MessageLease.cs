namespace SmtpGen.Storage;

/// <summary>A lease of a <see cref="MessageQueue"/>.</summary>
internal sealed class MessageLease(MessageQueue queue, StoredMessage message, GrantedLease lease) : IMessageLease
{
    public StoredMessage Message => message;

    public int Attempt => lease.Attempt;

    public bool IsLastAttempt => lease.Attempt >= queue.Options.MaxAttempts;

    public string? State => lease.State;

    public bool IsDecided { get; private set; }

    public ValueTask<Stream> OpenAsync(CancellationToken cancellationToken = default) => queue.OpenBodyAsync(lease, cancellationToken);

    public ValueTask RenewAsync(CancellationToken cancellationToken = default)
        => queue.DecideAsync(lease, new LeaseDecision.Renew(queue.Options.LeaseTime), cancellationToken);

    public ValueTask CompleteAsync(bool delete = false, CancellationToken cancellationToken = default)
        => DecideAsync(new LeaseDecision.Complete(delete), cancellationToken);

    public ValueTask AbandonAsync(TimeSpan delay, string reason, string? state = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(reason);
        LeaseDecision decision = IsLastAttempt ? new LeaseDecision.Reject(reason, state) : new LeaseDecision.Abandon(delay, reason, state);
        return DecideAsync(decision, cancellationToken);
    }

    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => DecideAsync(new LeaseDecision.Release(), cancellationToken);

    public ValueTask RejectAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return DecideAsync(new LeaseDecision.Reject(reason, lease.State), cancellationToken);
    }

    private async ValueTask DecideAsync(LeaseDecision decision, CancellationToken cancellationToken)
    {
        await queue.DecideAsync(lease, decision, cancellationToken).ConfigureAwait(false);
        IsDecided = true;
    }
}
