using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Forwarding;

/// <summary>Which enhanced status code says that the next server lacks what a message needs.</summary>
internal static class MissingExtension
{
    public static string Status(MailEnvelope envelope, ServerCapabilities offered)
    {
        bool Lacks(SmtpExtensions extension) => !offered.Offers(SmtpTable.Keyword(extension));
        // RFC 8689 section 4.2.1: 5.7.30; RFC 6531 section 3.4: 5.6.7; RFC 6152 section 3: 5.6.3. Otherwise the size, or "not capable" (RFC 3463 section 3.4).
        return envelope.Parameters.RequireTls ? "5.7.30"
            : envelope.SmtpUtf8 && Lacks(SmtpExtensions.Smtputf8) ? "5.6.7"
            : envelope.Parameters.Body is not (null or BodyKind.SevenBit) && Lacks(SmtpExtensions.Ext8bitmime) ? "5.6.3"
            : envelope.Parameters.DeliverBy is not null && Lacks(SmtpExtensions.Deliverby) ? "5.3.3"
            : offered[SmtpTable.Keyword(SmtpExtensions.Size)] is { Length: > 1 } ? "5.3.4"
            : "5.3.3";
    }
}
