using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>An attempt to hand a message on, and what became of it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="Outcomes">What it came to for each recipient that did not have the message before.</param>
public sealed record ForwardingAttempt(StoredMessage Message, int Number, IReadOnlyList<RecipientOutcome> Outcomes)
{
    /// <summary>When the next attempt is; null where there is none.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The id of the notification that tells the sender; null where none was due.</summary>
    public string? ReportId { get; init; }

    /// <summary>Whether the message stays in the store as a dead letter: it has failed, and there is nobody to tell.</summary>
    public bool IsDead { get; init; }
}
