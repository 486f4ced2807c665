using System.Globalization;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Client;

/// <summary>
/// What an envelope asks of a server, as parameters of MAIL. A wish that the server does not know is left out where the message
/// arrives all the same, and keeps it from being sent where it would be treated against the sender's will.
/// </summary>
internal static class EnvelopeParameters
{
    /// <exception cref="MailSendException">The server cannot be asked for it.</exception>
    public static SmtpMailParameters Of(MailEnvelope envelope, ServerOffer server)
    {
        bool hasReports = server.Has(SmtpExtensions.Dsn);
        if (envelope.RequireTls)
            CheckEncrypted(server);
        if (envelope.DeliverBy is { } deadline)
            Check(deadline, server);
        if (envelope.FutureRelease is { } release)
            Check(release, server);
        return new SmtpMailParameters
        {
            Ret = hasReports && envelope.ReturnFull is { } full ? full ? "FULL" : "HDRS" : null,
            Envid = hasReports && envelope.EnvelopeId is { } id ? Xtext.Encode(id) : null,
            RequireTls = envelope.RequireTls,
            Priority = server.Has(SmtpExtensions.MtPriority) ? envelope.Priority?.ToString(CultureInfo.InvariantCulture) : null,
            By = server.Has(SmtpExtensions.Deliverby) ? envelope.DeliverBy?.Value : null,
            HoldFor = (ulong?)envelope.FutureRelease?.Delay?.TotalSeconds,
            HoldUntil = envelope.FutureRelease?.Time is { } time ? Rfc3339(time) : null,
        };
    }

    // RFC 8689 section 2: the first step of the way must be encrypted too.
    private static void CheckEncrypted(ServerOffer server)
    {
        if (!server.IsEncrypted)
        {
            throw new MailSendException(
                MailSendFailure.Tls, $"the message must travel encrypted (REQUIRETLS), and the connection to {server.Server} is not; connect to it with TLS");
        }

        server.Require(SmtpExtensions.RequireTls, "the message must travel encrypted");
    }

    // RFC 2852: a server that does not know of the time would deliver the message after it, too. Section 2: it may promise
    // nothing for short times.
    private static void Check(DeliveryDeadline deadline, ServerOffer server)
    {
        if (!deadline.IsReturned)
            return;
        server.Require(SmtpExtensions.Deliverby, "the message must be returned unless it is delivered in time");
        if (int.TryParse(server.Argument(SmtpExtensions.Deliverby), CultureInfo.InvariantCulture, out int least) && deadline.Within.TotalSeconds < least)
        {
            throw ServerOffer.Unsupported(
                $"the message must be delivered within {deadline.Within.TotalSeconds} seconds, and {server.Server} takes on nothing below {least} (DELIVERBY)");
        }
    }

    // RFC 4865 section 4: a server that does not know of it would send the message on at once. It says how long it holds messages.
    private static void Check(FutureRelease release, ServerOffer server)
    {
        server.Require(SmtpExtensions.Futurerelease, "the message must be held back");
        string[] most = server.Argument(SmtpExtensions.Futurerelease).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (release.Delay is { } delay && most.Length > 0 && int.TryParse(most[0], CultureInfo.InvariantCulture, out int seconds) && delay.TotalSeconds > seconds)
        {
            throw ServerOffer.Unsupported(
                $"the message must be held for {delay.TotalSeconds} seconds, and {server.Server} holds none for more than {seconds} (FUTURERELEASE)");
        }

        if (release.Time is { } time && most.Length > 1 && DateTimeOffset.TryParse(most[1], CultureInfo.InvariantCulture, out var latest) && time > latest)
        {
            throw ServerOffer.Unsupported(
                $"the message must be held until {Rfc3339(time)}, and {server.Server} holds none beyond {Rfc3339(latest)} (FUTURERELEASE)");
        }
    }

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
