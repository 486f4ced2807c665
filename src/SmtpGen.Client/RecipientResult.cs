using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>What became of a message for one recipient.</summary>
/// <param name="Recipient">The recipient, as in the envelope.</param>
/// <param name="Reply">The server's answer that decided, to MAIL, RCPT or the content (RFC 5321 section 4.3.2); null where the server was not asked.</param>
/// <param name="Problem">Why it does not get the message, in one line; empty where it does.</param>
public sealed record RecipientResult(Recipient Recipient, ClientReply? Reply, string Problem)
{
    /// <summary>Whether the server has taken the message for it, and with it the responsibility (RFC 5321 section 6.1).</summary>
    public bool IsAccepted => Problem.Length == 0;

    /// <summary>Whether it may succeed later: the code is of the class 4yz (RFC 5321 section 4.2.1).</summary>
    public bool IsTransient => Reply is { IsTransient: true };
}
