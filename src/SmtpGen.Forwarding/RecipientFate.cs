using SmtpGen.Envelopes;

namespace SmtpGen.Forwarding;

/// <summary>What an attempt came to for a recipient.</summary>
public enum RecipientFate
{
    /// <summary>The next server has taken the message for it.</summary>
    Accepted,

    /// <summary>It is to be tried again.</summary>
    Deferred,

    /// <summary>It will not get the message.</summary>
    Failed,
}

/// <summary>What an attempt came to for a recipient, and why.</summary>
/// <param name="Recipient">The recipient, as in the envelope.</param>
/// <param name="Fate">What it came to.</param>
/// <param name="Status">The enhanced status code (RFC 3463), such as <c>5.1.1</c>: the next server's, or one that says as much.</param>
/// <param name="Reply">The next server's answer on one line, such as <c>550 5.1.1 No such mailbox</c>; null where it gave none.</param>
/// <param name="Problem">Why the recipient does not have the message, on one line; empty where it has.</param>
public sealed record RecipientOutcome(Recipient Recipient, RecipientFate Fate, string Status, string? Reply, string Problem);
