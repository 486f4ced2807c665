using Microsoft.Extensions.Logging;

namespace SmtpGen.Mail;

/// <summary>What consumers of queues write to the log.</summary>
internal static partial class MessageConsumerLog
{
    [LoggerMessage(50, LogLevel.Warning, "Queue {Queue}: attempt {Attempt} at message {Id} failed, and it will be tried again: {Reason}")]
    public static partial void AttemptFailed(this ILogger logger, string queue, string id, int attempt, string reason, Exception exception);

    [LoggerMessage(51, LogLevel.Error, "Queue {Queue}: message {Id} is a dead letter after {Attempt} attempts: {Reason}")]
    public static partial void LetterDead(this ILogger logger, string queue, string id, int attempt, string reason, Exception exception);

    [LoggerMessage(52, LogLevel.Warning, "Queue {Queue}: the lease of message {Id} was lost, and it may be worked on twice")]
    public static partial void LeaseLost(this ILogger logger, string queue, string id);

    [LoggerMessage(53, LogLevel.Error, "Queue {Queue}: the store failed, and is tried again: {Why}")]
    public static partial void QueueFailed(this ILogger logger, string queue, string why);
}
