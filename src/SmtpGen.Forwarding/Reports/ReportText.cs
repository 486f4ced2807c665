using System.Globalization;
using System.Text;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>The words and fields of a notification (RFC 3464). What strangers have said is cleaned of all that would act.</summary>
/// <param name="envelope">The message's envelope.</param>
/// <param name="recipients">What is told of whom.</param>
/// <param name="hostName">This server.</param>
/// <param name="remote">The next server.</param>
/// <param name="isInternational">Whether addresses and replies may be beyond ASCII (RFC 6533).</param>
internal sealed class ReportText(
    ReceivedEnvelope envelope, IReadOnlyList<ReportedRecipient> recipients, string hostName, string remote, bool isInternational)
{
    private const string LineEnd = "\r\n";

    public string Subject => recipients.Any(recipient => recipient.IsFailed) ? "Your message was not delivered" : "Your message was handed on";

    /// <summary>The part for people.</summary>
    public string Explanation()
    {
        var text = new StringBuilder();
        var (failed, relayed) = (recipients.Where(recipient => recipient.IsFailed).ToList(), recipients.Where(recipient => !recipient.IsFailed).ToList());
        if (failed.Count > 0)
        {
            text.Append($"This is the mail server {hostName}. Your message of{LineEnd}{Date(envelope.ReceivedAt)} could not be delivered to:{LineEnd}");
            foreach (var recipient in failed)
                text.Append($"{LineEnd}  {Clean(recipient.Outcome.Recipient.ForwardPath)}{LineEnd}    {Why(recipient.Outcome)}{LineEnd}");
        }

        if (relayed.Count > 0)
        {
            text.Append(failed.Count > 0 ? LineEnd : "");
            text.Append($"Your message of {Date(envelope.ReceivedAt)}{LineEnd}was handed on to a server that does not report deliveries, for:{LineEnd}{LineEnd}");
            foreach (var recipient in relayed)
                text.Append($"  {Clean(recipient.Outcome.Recipient.ForwardPath)}{LineEnd}");
        }

        return text.ToString();
    }

    /// <summary>The part for programs: fields of the message, and after an empty line those of each recipient.</summary>
    /// <param name="now">When the last attempt was.</param>
    public string Fields(DateTimeOffset now)
    {
        var text = new StringBuilder();
        if (envelope.Parameters.EnvelopeId is { Length: > 0 } id)
            Add(text, "Original-Envelope-Id", Clean(id));
        Add(text, "Reporting-MTA", $"dns; {hostName}");
        Add(text, "Arrival-Date", Date(envelope.ReceivedAt));
        foreach (var (outcome, action) in recipients)
        {
            text.Append(LineEnd);
            if (outcome.Recipient.OriginalRecipient is { } original)
                Add(text, "Original-Recipient", $"{Clean(original.AddressType)};{Clean(original.Address)}");
            bool isUtf8 = !Ascii.IsValid(outcome.Recipient.ForwardPath);
            Add(text, "Final-Recipient", $"{(isUtf8 ? "utf-8" : "rfc822")};{Clean(outcome.Recipient.ForwardPath)}");
            Add(text, "Action", action);
            Add(text, "Status", outcome.Status);
            if (outcome.Reply is { } reply)
            {
                Add(text, "Remote-MTA", $"dns; {remote}");
                Add(text, "Diagnostic-Code", $"smtp; {Clean(reply)}");
            }

            Add(text, "Last-Attempt-Date", Date(now));
        }

        return text.ToString();
    }

    /// <summary>A date of a header (RFC 5322 section 3.3).</summary>
    public static string Date(DateTimeOffset date)
    {
        // .NET writes the zone as +09:00.
        string text = date.ToString("ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return text.Remove(text.Length - 3, 1);
    }

    /// <summary>Text that a line may hold.</summary>
    public string Clean(string text)
    {
        string clean = ForeignText.Clean(text, '?');
        return isInternational || Ascii.IsValid(clean) ? clean : string.Concat(clean.EnumerateRunes().Select(rune => rune.IsAscii ? (char)rune.Value : '?'));
    }

    private string Why(RecipientOutcome outcome) => outcome switch
    {
        { Reply: { } reply } => $"The server {remote} said: {Clean(reply)}",
        { Status: ReportStatus.Expired } => "The next server did not take it for so long that no further attempt is made.",
        { Status: ReportStatus.Late } => "It was to be returned unless it was delivered in time.",
        { Status: ReportStatus.Loop } => "It has passed so many servers that it must be going round in a circle.",
        { Status: "5.7.30" } => "It must travel encrypted, which the next server does not promise.",
        { Status: "5.6.7" } => "An address or a header field is beyond ASCII, and the next server does not take such mail.",
        { Status: "5.3.4" } => "It is larger than the next server takes.",
        _ => "The next server does not take mail of this kind.",
    };

    private static void Add(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append(LineEnd);
}

/// <summary>Enhanced status codes of failures that no server has answered with (RFC 3463).</summary>
internal static class ReportStatus
{
    /// <summary>The time for attempts is over.</summary>
    public const string Expired = "4.4.7";

    /// <summary>The time that BY gave is over (RFC 2852 section 4).</summary>
    public const string Late = "5.4.7";

    /// <summary>The message goes round.</summary>
    public const string Loop = "5.4.6";
}
