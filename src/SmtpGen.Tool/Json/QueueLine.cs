using SmtpGen.Storage;

namespace SmtpGen.Tool.Json;

/// <summary>A line of <c>smtpgen queue --json</c>.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Waiting">Messages that are due, or will be.</param>
/// <param name="Leased">Messages that somebody works on.</param>
/// <param name="Dead">Dead letters.</param>
internal sealed record QueueLine(string Name, long Waiting, long Leased, long Dead)
{
    public static QueueLine Of(QueueStatus queue) => new(queue.Name, queue.Waiting, queue.Leased, queue.Dead);
}

/// <summary>A line of <c>smtpgen queue NAME --json</c>.</summary>
/// <param name="Id">The store's id.</param>
/// <param name="Since">Since when it is dead.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="ReversePath">The reverse-path without angle brackets.</param>
/// <param name="Recipients">The forward-paths without angle brackets.</param>
internal sealed record DeadLetterLine(string Id, DateTimeOffset Since, int Attempts, string Reason, string ReversePath, IReadOnlyList<string> Recipients)
{
    public static DeadLetterLine Of(DeadLetter letter) => new(
        letter.Message.Id, letter.Since, letter.Attempts, letter.Reason, letter.Message.Envelope.ReversePath, [.. letter.Message.Envelope.ForwardPaths]);
}
