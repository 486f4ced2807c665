using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>How a consumer takes messages.</summary>
public sealed record MessageConsumerOptions
{
    /// <summary>How many messages are worked on at the same time in this process; at least 1, which it is unless changed.</summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>How long leases last, and how often a message is tried.</summary>
    public QueueOptions Queue { get; set; } = new();

    /// <summary>The delay after the first failed attempt; each further one doubles it. 10 seconds unless changed.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest delay between two attempts; an hour unless changed.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(1);
}
