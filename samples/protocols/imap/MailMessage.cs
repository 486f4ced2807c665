namespace Samples;

/// <summary>A message of the mailbox.</summary>
/// <param name="Uid">Its unique identifier: greater than those of all that came before it.</param>
/// <param name="Id">What the store calls it.</param>
/// <param name="ReceivedAt">When it was received.</param>
public sealed record MailMessage(uint Uid, string Id, DateTimeOffset ReceivedAt);
