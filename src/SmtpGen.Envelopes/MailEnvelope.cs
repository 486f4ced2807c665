using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SmtpGen.Envelopes;

/// <summary>
/// Where a message comes from and where it goes, as MAIL and RCPT say it; its header fields play no part (RFC 5321 section 2.3.1).
/// </summary>
public record MailEnvelope
{
    /// <summary>Makes an envelope whose members are set one by one.</summary>
    public MailEnvelope()
    {
    }

    /// <summary>Names mailboxes.</summary>
    /// <param name="reversePath">The mailbox that failures are reported to; empty for nobody.</param>
    /// <param name="forwardPaths">The mailboxes of the recipients, without angle brackets.</param>
    [SetsRequiredMembers]
    public MailEnvelope(string reversePath, params ReadOnlySpan<string> forwardPaths)
        : this(reversePath, Named(forwardPaths))
    {
    }

    /// <summary>Names a mailbox and recipients, with what is known about each.</summary>
    /// <param name="reversePath">The mailbox that failures are reported to; empty for nobody.</param>
    /// <param name="recipients">Who gets the message.</param>
    [SetsRequiredMembers]
    public MailEnvelope(string reversePath, IReadOnlyList<Recipient> recipients) => (ReversePath, Recipients) = (reversePath, recipients);

    /// <summary>
    /// The mailbox that failures are reported to, without angle brackets; empty for the null reverse-path <c>&lt;&gt;</c> (RFC 5321 section
    /// 4.1.1.2).
    /// </summary>
    public required string ReversePath { get; init; }

    /// <summary>Who gets the message, in the order of the RCPT commands (RFC 5321 section 4.1.1.3).</summary>
    public required IReadOnlyList<Recipient> Recipients { get; init; }

    /// <summary>What extensions let the client say in MAIL.</summary>
    public MailParameters Parameters
    {
        get;
        // Generated JSON readers give null for what a file does not hold, whatever the initializer says.
        init => field = value ?? MailParameters.None;
    } = MailParameters.None;

    /// <summary>
    /// Whether addresses and header fields may hold UTF-8: MAIL carried SMTPUTF8 (RFC 6531). A sender finds out by itself whether the
    /// message needs it.
    /// </summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>The recipients' forward-paths without angle brackets, in the same order.</summary>
    [JsonIgnore]
    public IEnumerable<string> ForwardPaths => Recipients.Select(recipient => recipient.ForwardPath);

    private static Recipient[] Named(ReadOnlySpan<string> forwardPaths)
    {
        var recipients = new Recipient[forwardPaths.Length];
        for (int i = 0; i < recipients.Length; i++)
            recipients[i] = new Recipient(forwardPaths[i]);
        return recipients;
    }
}
