using System.Globalization;

namespace SmtpGen.Client;

/// <summary>By when a message is to be delivered, and what happens to it then (RFC 2852 section 4).</summary>
public sealed record DeliveryDeadline
{
    private const int MostSeconds = 999_999_999;

    private DeliveryDeadline(TimeSpan within, bool isReturned, bool isTraced) => (Within, IsReturned, IsTraced) = (within, isReturned, isTraced);

    /// <summary>The time from MAIL on, in whole seconds; not positive where it is over, which the sender is told at once.</summary>
    public TimeSpan Within { get; }

    /// <summary>Whether a message that is late is returned (by-mode R); else the sender is told, and the delivery goes on (by-mode N).</summary>
    public bool IsReturned { get; }

    /// <summary>Whether servers that pass the message on report that they did (by-trace T).</summary>
    public bool IsTraced { get; }

    /// <summary>As the command has it: <c>120;RT</c>.</summary>
    internal string Value => string.Create(CultureInfo.InvariantCulture, $"{Within.TotalSeconds};{(IsReturned ? "R" : "N")}{(IsTraced ? "T" : "")}");

    /// <summary>A message that is returned when it is late. A server that does not know DELIVERBY, or takes on no time so short, does not get it (RFC 2852 section 4.1).</summary>
    /// <param name="within">The time from MAIL on: 1 to 999999999 seconds; parts of a second do not count.</param>
    /// <param name="isTraced">Whether servers that pass the message on report that they did.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is too short or too long.</exception>
    public static DeliveryDeadline OrReturn(TimeSpan within, bool isTraced = false) => new(Checked(within, 1), isReturned: true, isTraced);

    /// <summary>A message about which its sender is told when it is late. It is left out where the server does not know DELIVERBY (RFC 2852 section 4.1).</summary>
    /// <param name="within">The time from MAIL on: at most 999999999 seconds, also of a time that is over; parts of a second do not count.</param>
    /// <param name="isTraced">Whether servers that pass the message on report that they did.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is too long.</exception>
    public static DeliveryDeadline OrNotify(TimeSpan within, bool isTraced = false) => new(Checked(within, -MostSeconds), isReturned: false, isTraced);

    private static TimeSpan Checked(TimeSpan within, int least)
    {
        double seconds = Math.Truncate(within.TotalSeconds);
        return seconds >= least && seconds <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentOutOfRangeException(nameof(within), within, $"The time to deliver a message is from {least} to {MostSeconds} seconds (RFC 2852 section 4).");
    }
}
