using Microsoft.Extensions.Logging;

namespace SmtpGen.Forwarding;

/// <summary>What a forwarder writes to the log: a line for each attempt, without addresses of people but in what servers say.</summary>
internal static partial class ForwardingLog
{
    /// <summary>Writes what an attempt came to.</summary>
    public static void Report(this ILogger logger, ForwardingAttempt attempt)
    {
        int Count(RecipientFate fate) => attempt.Outcomes.Count(outcome => outcome.Fate == fate);
        string problem = attempt.Outcomes.FirstOrDefault(outcome => outcome.Problem.Length > 0)?.Problem ?? "";
        string id = attempt.Message.Id;
        if (Count(RecipientFate.Accepted) is > 0 and var accepted)
            logger.HandedOn(id, accepted);
        if (Count(RecipientFate.Failed) is > 0 and var failed)
            logger.HasFailed(id, failed, problem);
        if (attempt.NextAt is { } next && Count(RecipientFate.Deferred) is > 0 and var deferred)
            logger.IsTriedAgain(id, deferred, next, problem);
        if (attempt.IsDead)
            logger.IsDead(id);
    }

    [LoggerMessage(60, LogLevel.Information, "{Id} handed on to {Recipients} recipients")]
    public static partial void HandedOn(this ILogger logger, string id, int recipients);

    [LoggerMessage(61, LogLevel.Warning, "{Id} will not reach {Recipients} recipients: {Problem}")]
    public static partial void HasFailed(this ILogger logger, string id, int recipients, string problem);

    [LoggerMessage(62, LogLevel.Information, "{Id} is tried again for {Recipients} recipients at {Next}: {Problem}")]
    public static partial void IsTriedAgain(this ILogger logger, string id, int recipients, DateTimeOffset next, string problem);

    [LoggerMessage(63, LogLevel.Warning, "{Id} stays in the store as a dead letter: there is nobody to tell")]
    public static partial void IsDead(this ILogger logger, string id);
}
