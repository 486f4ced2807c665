namespace SmtpGen.Client;

/// <summary>When a server is to send a message on that it holds until then (RFC 4865 section 4.1).</summary>
public sealed record FutureRelease
{
    private const int MostSeconds = 999_999_999;

    private FutureRelease(TimeSpan? delay, DateTimeOffset? time) => (Delay, Time) = (delay, time);

    /// <summary>For how long it is held from MAIL on (HOLDFOR), in whole seconds; null where a time is named.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>Until when it is held (HOLDUNTIL), sent in UTC as RFC 3339 writes it; null where a delay is named.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Sends the message on after a delay (HOLDFOR, RFC 4865 section 4.1).</summary>
    /// <param name="delay">From MAIL on: up to 999999999 seconds; a part of a second counts as a whole one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no delay, or it is too long.</exception>
    public static FutureRelease After(TimeSpan delay)
    {
        double seconds = Math.Ceiling(delay.TotalSeconds);
        return seconds is >= 1 and <= MostSeconds
            ? new FutureRelease(TimeSpan.FromSeconds(seconds), null)
            : throw new ArgumentOutOfRangeException(nameof(delay), delay, $"A message is held for 1 to {MostSeconds} seconds (RFC 4865 section 4.1).");
    }

    /// <summary>Sends the message on at a time (HOLDUNTIL, RFC 4865 section 4.1).</summary>
    /// <param name="time">Parts of a second do not count.</param>
    public static FutureRelease At(DateTimeOffset time) => new(null, time);
}
