using System.Globalization;
using System.Text;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Mail;

// What the extensions FUTURERELEASE and NO-SOLICITING are listed with: without it they are not listed.
public abstract partial class SmtpReceiver
{
    /// <summary>The longest time for which a message is held (RFC 4865 section 4); null: nothing is said of it.</summary>
    public TimeSpan? LongestHold { get; set; }

    /// <summary>The kinds of mail that are not wanted, such as <c>net.example:ADV</c> (RFC 3865 section 2); null: nothing is said of them.</summary>
    public IReadOnlyCollection<string>? SolicitationKeywords { get; set; }

    // The limit of HOLDFOR is a number, which the machine checks; that of HOLDUNTIL is a time (RFC 4865 section 4.2.1).
    private bool IsHeldTooLong(in SmtpMailArguments arguments) =>
        LongestHold is { } hold
        && arguments.HoldUntil.IsPresent
        && DateTimeOffset.TryParse(arguments.HoldUntil.ToString().ToUpperInvariant(), CultureInfo.InvariantCulture, out var until)
        && until > DateTimeOffset.UtcNow + hold;

    private void OfferParameters()
    {
        if (LongestHold is { } hold)
        {
            string latest = (DateTime.UtcNow + hold).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Session.MaxHoldTime = Encoding.ASCII.GetBytes(latest);
        }

        if (SolicitationKeywords is { } keywords)
            Session.SolicitationKeywords = Encoding.ASCII.GetBytes(string.Join(',', keywords));
    }
}
