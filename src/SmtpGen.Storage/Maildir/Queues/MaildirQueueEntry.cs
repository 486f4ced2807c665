namespace SmtpGen.Storage;

/// <summary>A message in a queue.</summary>
/// <param name="Order">Its place among messages that are due at the same time.</param>
/// <param name="Due">When it is due, or its lease runs out.</param>
internal sealed record MaildirQueueEntry(long Order, DateTimeOffset Due)
{
    public int Attempts { get; init; }

    public long Lease { get; init; }

    public bool IsLeased { get; init; }

    public DateTimeOffset? Dead { get; init; }

    public string? Reason { get; init; }

    public string? State { get; init; }

    public MaildirQueueLine ToLine(string queue, string id) => new()
    {
        Queue = queue,
        Id = id,
        Attempts = Attempts,
        // A lease ends with its process.
        Due = IsLeased ? null : Due,
        Dead = Dead,
        Reason = Reason,
        State = State,
    };
}
