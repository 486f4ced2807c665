using SmtpGen.Storage;

namespace SmtpGen.Forwarding.Tests;

/// <summary>A lease whose decision is lost, as if the process had ended before it.</summary>
internal sealed class KeptLease(IMessageLease lease) : IMessageLease
{
    public StoredMessage Message => lease.Message;

    public int Attempt => lease.Attempt;

    public bool IsLastAttempt => lease.IsLastAttempt;

    public string? State => lease.State;

    public bool IsDecided => false;

    public ValueTask<Stream> OpenAsync(CancellationToken cancellationToken = default) => lease.OpenAsync(cancellationToken);

    public ValueTask RenewAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(bool delete = false, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask AbandonAsync(TimeSpan delay, string reason, string? state = null, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask RejectAsync(string reason, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
