using SmtpGen.Storage;

namespace SmtpGen.Forwarding.Tests;

/// <summary>A lease that says what was decided, over a message of any store.</summary>
internal sealed class TestLease(IMessageStore store, StoredMessage message) : IMessageLease
{
    public StoredMessage Message => message;

    public int Attempt { get; set; } = 1;

    public bool IsLastAttempt { get; set; }

    public string? State { get; set; }

    public bool IsDecided => Decision is not null;

    /// <summary>What was decided, and the delay of an abandoned message.</summary>
    public string? Decision { get; private set; }

    public TimeSpan Delay { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The lease of the next attempt.</summary>
    public TestLease Next() => new(store, message) { Attempt = Attempt + 1, State = State };

    public ValueTask<Stream> OpenAsync(CancellationToken cancellationToken = default) => store.OpenAsync(message.Id, cancellationToken);

    public ValueTask RenewAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public async ValueTask CompleteAsync(bool delete = false, CancellationToken cancellationToken = default)
    {
        Decision = "completed";
        if (delete)
            await store.DeleteAsync([message.Id], cancellationToken);
    }

    public ValueTask AbandonAsync(TimeSpan delay, string reason, string? state = null, CancellationToken cancellationToken = default)
    {
        (Decision, Delay, Reason, State) = (IsLastAttempt ? "rejected" : "abandoned", delay, reason, state);
        return ValueTask.CompletedTask;
    }

    public ValueTask RejectAsync(string reason, CancellationToken cancellationToken = default)
    {
        (Decision, Reason) = ("rejected", reason);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
