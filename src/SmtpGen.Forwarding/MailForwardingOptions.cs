using SmtpGen.Client;
using SmtpGen.Mail;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>Which server mail is handed to, and how often that is tried.</summary>
public sealed record MailForwardingOptions
{
    // Leases that ran out count as attempts too, and so does the one that finds a message held back.
    private const int SpareAttempts = 20;

    /// <summary>The next server, and how to talk to it.</summary>
    public required MailSenderOptions Server { get; init; }

    /// <summary>
    /// This server's name, a domain or an address literal: the Reporting-MTA of notifications, and the domain of their author,
    /// <c>postmaster</c>.
    /// </summary>
    public required string HostName { get; init; }

    /// <summary>How many messages are handed on at the same time, each over a connection of its own; at least 1. 4 unless changed.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>The delay after the first attempt that did not reach all recipients; each further one doubles it. A minute unless changed.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest delay between two attempts; an hour unless changed.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a message is tried from its receipt, or from the end of the time that it was held; the last attempt comes when it is over.
    /// 5 days unless changed (RFC 5321 section 4.5.4.1).
    /// </summary>
    public TimeSpan QueueTime { get; init; } = TimeSpan.FromDays(5);

    /// <summary>The clock; the system's unless changed.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// As many attempts as fit into <see cref="QueueTime"/>, and some to spare. The time decides when a message has failed; the number ends the
    /// attempts for one that never comes to a decision, because each attempt ends the process.
    /// </summary>
    internal int MaxAttempts
    {
        get
        {
            double attempts = SpareAttempts;
            var delay = FirstDelay;
            for (var waited = TimeSpan.Zero; waited < QueueTime; waited += delay, delay = Next(delay))
            {
                attempts++;
                if (delay >= LongestDelay)
                {
                    attempts += Math.Ceiling((QueueTime - waited) / delay);
                    break;
                }
            }

            return (int)Math.Min(attempts, int.MaxValue);
        }
    }

    /// <summary>How long to wait after an attempt.</summary>
    /// <param name="attempt">Its number, from 1.</param>
    internal TimeSpan DelayAfter(int attempt)
    {
        var delay = FirstDelay;
        for (int i = 1; i < attempt && delay < LongestDelay; i++)
            delay = Next(delay);
        return delay;
    }

    /// <summary>How messages are taken from the queue.</summary>
    public MessageConsumerOptions ToConsumerOptions() => new()
    {
        Parallelism = Parallelism,
        FirstDelay = FirstDelay,
        LongestDelay = LongestDelay,
        Queue = new QueueOptions { MaxAttempts = MaxAttempts },
    };

    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(HostName))
            throw new ArgumentException($"{nameof(HostName)} is empty; notifications need the name of this server, such as mx.example.org.");
        if (Parallelism < 1)
            throw new ArgumentException($"{nameof(Parallelism)} is {Parallelism}; 1 is the least.");
        if (FirstDelay <= TimeSpan.Zero || LongestDelay < FirstDelay)
            throw new ArgumentException($"{nameof(FirstDelay)} is {FirstDelay} and {nameof(LongestDelay)} {LongestDelay}; both must be longer than nothing, and the first not longer than the longest.");
        if (QueueTime <= TimeSpan.Zero)
            throw new ArgumentException($"{nameof(QueueTime)} is {QueueTime}; it must be longer than nothing.");
    }

    private TimeSpan Next(TimeSpan delay) => delay > LongestDelay / 2 ? LongestDelay : delay * 2;
}
