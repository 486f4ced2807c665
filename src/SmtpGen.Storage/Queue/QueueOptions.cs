namespace SmtpGen.Storage;

/// <summary>How a queue hands out messages.</summary>
public sealed record QueueOptions
{
    /// <summary>How long a message is one caller's, unless the lease is renewed; more than nothing. A minute unless changed.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a message is tried before it is a dead letter; at least once. 10 unless changed.</summary>
    public int MaxAttempts { get; init; } = 10;
}
