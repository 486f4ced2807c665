namespace SmtpGen.Storage;

/// <summary>Wakes those who wait for messages of a store's queues.</summary>
public sealed class QueueSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Something may be due now. To be called after it can be seen.</summary>
    public void Set() => Interlocked.Exchange(ref _next, Create()).SetResult();

    /// <summary>Ends at the next <see cref="Set"/>; to be asked for before looking, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
