using MimeKit;

namespace SmtpGen.Client;

/// <summary>What a message says about being sent again (RFC 5322 section 3.6.6).</summary>
internal static class ResentFields
{
    /// <summary>The fields of the latest sending; none where the message was not sent again.</summary>
    /// <remarks>
    /// Each sending puts its fields before those of the one before. They are its own up to one that it has already, or to a trace
    /// field, which tells of an earlier step.
    /// </remarks>
    public static IReadOnlyList<Header> Latest(MimeMessage message)
    {
        var latest = new List<Header>();
        foreach (var field in message.Headers)
        {
            if (latest.Count > 0 && (field.Id is HeaderId.Received or HeaderId.ReturnPath || latest.Exists(own => own.Id == field.Id)))
                break;
            if (IsResent(field.Id))
                latest.Add(field);
        }

        return latest;
    }

    private static bool IsResent(HeaderId id) => id is HeaderId.ResentDate or HeaderId.ResentFrom or HeaderId.ResentSender
        or HeaderId.ResentTo or HeaderId.ResentCc or HeaderId.ResentBcc or HeaderId.ResentMessageId;
}
