namespace SmtpGen.Storage;

/// <summary>A message that a queue does not hand out any more. It stays in the store until somebody decides.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Since">Since when it is dead.</param>
public sealed record DeadLetter(StoredMessage Message, int Attempts, string Reason, DateTimeOffset Since);
