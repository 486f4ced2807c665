namespace SmtpGen.Client;

/// <summary>What became of a message, for each recipient (RFC 5321 section 3.3; RFC 2033 section 4.2).</summary>
/// <param name="Recipients">A result for each recipient of the envelope, in its order.</param>
public sealed record MailSendResult(IReadOnlyList<RecipientResult> Recipients)
{
    /// <summary>Whether the server has taken the message for all recipients.</summary>
    public bool IsComplete => Recipients.All(recipient => recipient.IsAccepted);

    /// <summary>The recipients that do not get it.</summary>
    public IEnumerable<RecipientResult> Refused => Recipients.Where(recipient => !recipient.IsAccepted);
}
