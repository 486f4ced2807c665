using System.Globalization;

namespace SmtpGen.Envelopes;

/// <summary>The parameter BY: by when a message is to be delivered, and what happens to it then (RFC 2852 section 4).</summary>
/// <param name="Seconds">From the MAIL command on; zero or less when the time is over already, which only mode N allows.</param>
/// <param name="Mode">What happens when the time is over.</param>
/// <param name="Trace">T: whether servers that pass the message on report that they did.</param>
public sealed record DeliverBy(int Seconds, DeliverByMode Mode, bool Trace = false)
{
    private const int MostSeconds = 999_999_999;

    /// <summary>
    /// A message that is returned when it is late. A server that does not know DELIVERBY, or does not accept so short a time, does not get it
    /// (RFC 2852 section 4.1).
    /// </summary>
    /// <param name="within">The time from MAIL on: 1 to 999999999 seconds; parts of a second do not count.</param>
    /// <param name="trace">Whether servers that pass the message on report that they did.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is too short or too long.</exception>
    public static DeliverBy OrReturn(TimeSpan within, bool trace = false) => new(Checked(within, 1), DeliverByMode.Return, trace);

    /// <summary>
    /// A message whose sender is told when it is late. The parameter is left out where the server does not know DELIVERBY (RFC 2852 section 4.1).
    /// </summary>
    /// <param name="within">The time from MAIL on: at most 999999999 seconds, also negative; parts of a second do not count.</param>
    /// <param name="trace">Whether servers that pass the message on report that they did.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is too long.</exception>
    public static DeliverBy OrNotify(TimeSpan within, bool trace = false) => new(Checked(within, -MostSeconds), DeliverByMode.Notify, trace);

    /// <summary>Reads the value of a BY that the grammar has accepted, such as <c>120;RT</c>.</summary>
    /// <param name="text">Seconds, semicolon, mode, and T where servers report.</param>
    public static DeliverBy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.IndexOf(';', StringComparison.Ordinal);
        string mode = text[(end + 1)..].ToUpperInvariant();
        return new DeliverBy(
            int.Parse(text.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            mode[0] == 'R' ? DeliverByMode.Return : DeliverByMode.Notify,
            mode.EndsWith('T'));
    }

    /// <summary>The value as the command has it: <c>120;RT</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Seconds};{(Mode == DeliverByMode.Return ? "R" : "N")}{(Trace ? "T" : "")}");

    private static int Checked(TimeSpan within, int least)
    {
        double seconds = Math.Truncate(within.TotalSeconds);
        return seconds >= least && seconds <= MostSeconds
            ? (int)seconds
            : throw new ArgumentOutOfRangeException(nameof(within), within, $"The time to deliver a message is from {least} to {MostSeconds} seconds (RFC 2852 section 4).");
    }
}

/// <summary>What happens to a message that is not delivered in time (RFC 2852 section 4).</summary>
public enum DeliverByMode
{
    /// <summary>R: it is returned.</summary>
    Return,

    /// <summary>N: the sender is told, and the delivery goes on.</summary>
    Notify,
}
