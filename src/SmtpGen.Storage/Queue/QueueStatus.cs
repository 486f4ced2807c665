namespace SmtpGen.Storage;

/// <summary>How many messages a queue holds.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Waiting">Messages that are due, or will be after a delay.</param>
/// <param name="Leased">Messages that somebody works on.</param>
/// <param name="Dead">Dead letters.</param>
public sealed record QueueStatus(string Name, long Waiting, long Leased, long Dead);
