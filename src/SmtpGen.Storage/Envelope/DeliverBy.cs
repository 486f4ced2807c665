namespace SmtpGen.Storage;

/// <summary>The parameter BY (RFC 2852, section 4).</summary>
/// <param name="Seconds">From the MAIL command on; zero or less when the time is over already, which only mode N allows.</param>
/// <param name="Mode">What happens when the time is over.</param>
/// <param name="Trace">T: whether relays report that they passed the message on.</param>
public sealed record DeliverBy(int Seconds, DeliverByMode Mode, bool Trace = false);

/// <summary>What happens to a message that is not delivered in time (RFC 2852, section 4).</summary>
public enum DeliverByMode
{
    /// <summary>R: it is returned.</summary>
    Return,

    /// <summary>N: the sender is told, and the delivery goes on.</summary>
    Notify,
}
