using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Client;

/// <summary>
/// What an envelope asks of a server, as parameters of MAIL. A wish that the server does not know is left out where the message
/// arrives all the same, and keeps it from being sent where it would be treated against the sender's will.
/// </summary>
internal static class EnvelopeParameters
{
    /// <exception cref="ArgumentException">The envelope says both for how long and until when the message is held.</exception>
    /// <exception cref="MailSendException">The server cannot be asked for it.</exception>
    public static SmtpMailParameters Of(MailParameters wishes, ServerOffer server)
    {
        bool hasReports = server.Has(SmtpExtensions.Dsn);
        if (wishes.RequireTls)
            CheckEncrypted(server);
        if (wishes.DeliverBy is { } deadline)
            Check(deadline, server);
        if (wishes.HoldFor is not null || wishes.HoldUntil is not null)
            CheckHold(wishes, server);
        return new SmtpMailParameters
        {
            Ret = hasReports ? Ret(wishes.Return) : null,
            Envid = hasReports && wishes.EnvelopeId is { } id ? Xtext.Encode(id) : null,
            RequireTls = wishes.RequireTls,
            Priority = server.Has(SmtpExtensions.MtPriority) ? wishes.Priority?.ToString(CultureInfo.InvariantCulture) : null,
            By = server.Has(SmtpExtensions.Deliverby) ? wishes.DeliverBy?.ToString() : null,
            HoldFor = (ulong?)wishes.HoldFor?.TotalSeconds,
            HoldUntil = wishes.HoldUntil is { } time ? Rfc3339(time) : null,
            Solicit = server.Has(SmtpExtensions.NoSoliciting) && wishes.SolicitationKeywords is { Count: > 0 } keywords ? string.Join(',', keywords) : null,
        };
    }

    private static string? Ret(ReturnedContent? content) => content switch
    {
        ReturnedContent.Full => "FULL",
        ReturnedContent.Headers => "HDRS",
        _ => null,
    };

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
    private static void Check(DeliverBy deadline, ServerOffer server)
    {
        if (deadline.Mode != DeliverByMode.Return)
            return;
        server.Require(SmtpExtensions.Deliverby, "the message must be returned unless it is delivered in time");
        if (int.TryParse(server.Argument(SmtpExtensions.Deliverby), CultureInfo.InvariantCulture, out int least) && deadline.Seconds < least)
        {
            throw ServerOffer.Unsupported(
                $"the message must be delivered within {deadline.Seconds} seconds, and {server.Server} takes on nothing below {least} (DELIVERBY)");
        }
    }

    // RFC 4865 section 4: a server that does not know of it would send the message on at once. It says how long it holds messages.
    private static void CheckHold(MailParameters wishes, ServerOffer server)
    {
        if (wishes.HoldFor is not null && wishes.HoldUntil is not null)
            throw new ArgumentException("The envelope says for how long and until when the message is held; leave out HoldFor or HoldUntil (RFC 4865 section 4.1).");
        server.Require(SmtpExtensions.Futurerelease, "the message must be held back");
        string[] most = server.Argument(SmtpExtensions.Futurerelease).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wishes.HoldFor is { } delay && most.Length > 0 && int.TryParse(most[0], CultureInfo.InvariantCulture, out int seconds) && delay.TotalSeconds > seconds)
        {
            throw ServerOffer.Unsupported(
                $"the message must be held for {delay.TotalSeconds} seconds, and {server.Server} holds none for more than {seconds} (FUTURERELEASE)");
        }

        if (wishes.HoldUntil is { } time && most.Length > 1 && DateTimeOffset.TryParse(most[1], CultureInfo.InvariantCulture, out var latest) && time > latest)
        {
            throw ServerOffer.Unsupported(
                $"the message must be held until {Rfc3339(time)}, and {server.Server} holds none beyond {Rfc3339(latest)} (FUTURERELEASE)");
        }
    }

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
