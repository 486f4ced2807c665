using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>Makes an envelope of what MAIL and RCPT say, which the grammar has accepted.</summary>
internal static class TransactionEnvelope
{
    /// <param name="mail">What MAIL says.</param>
    /// <param name="recipients">The list that recipients are added to as they are accepted.</param>
    public static MailEnvelope Begin(in SmtpMailArguments mail, IReadOnlyList<Recipient> recipients) => new(mail.ReversePath.ToString(), recipients)
    {
        SmtpUtf8 = mail.Utf8,
        Parameters = new MailParameters
        {
            Body = Text(mail.Body)?.ToUpperInvariant() switch
            {
                "7BIT" => BodyKind.SevenBit,
                "8BITMIME" => BodyKind.EightBitMime,
                "BINARYMIME" => BodyKind.BinaryMime,
                _ => null,
            },
            Return = Text(mail.Ret)?.ToUpperInvariant() switch
            {
                "FULL" => ReturnedContent.Full,
                "HDRS" => ReturnedContent.Headers,
                _ => null,
            },
            EnvelopeId = Decoded(mail.Envid),
            RequireTls = mail.RequireTls,
            Priority = mail.Priority.IsPresent ? int.Parse(mail.Priority.Span, CultureInfo.InvariantCulture) : null,
            DeliverBy = Text(mail.By) is { } by ? DeliverBy.Parse(by) : null,
            HoldUntil = HoldUntil(mail),
            SolicitationKeywords = Text(mail.Solicit)?.Split(','),
            Submitter = Submitter(mail),
        },
    };

    /// <summary>A recipient that was accepted.</summary>
    public static Recipient Recipient(in SmtpRcptArguments rcpt) => new(rcpt.ForwardPath.ToString())
    {
        Notify = Text(rcpt.Notify) is { } notify ? Notify(notify) : null,
        OriginalRecipient = Text(rcpt.Orcpt) is { } original ? OriginalRecipient.Parse(original) : null,
    };

    private static NotifyConditions Notify(string list) => list.Split(',')
        .Aggregate(NotifyConditions.Never, (all, word) => all | Enum.Parse<NotifyConditions>(word, ignoreCase: true));

    private static DateTimeOffset? HoldUntil(in SmtpMailArguments mail)
    {
        if (mail.HoldFor is { } seconds)
            return DateTimeOffset.Now.AddSeconds(seconds);
        return DateTimeOffset.TryParse(Text(mail.HoldUntil), CultureInfo.InvariantCulture, out var time) ? time : null;
    }

    // AUTH=<> says that nobody is known to have submitted it (RFC 4954 section 5).
    private static string? Submitter(in SmtpMailArguments mail) => Decoded(mail.Submitter) is { } submitter ? submitter == "<>" ? "" : submitter : null;

    private static string? Text(CommandText text) => text.IsPresent ? text.ToString() : null;

    private static string? Decoded(CommandText text) => text.IsPresent ? Xtext.Decode(text.Span) : null;
}
