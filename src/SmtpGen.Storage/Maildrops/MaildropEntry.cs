namespace SmtpGen.Storage;

/// <summary>A message as a store finds it for a maildrop.</summary>
/// <param name="Id">The store's own id.</param>
/// <param name="UniqueId">As in <see cref="MaildropMessage.UniqueId"/>.</param>
/// <param name="SizeInLines">As in <see cref="MaildropMessage.Size"/>.</param>
public readonly record struct MaildropEntry(string Id, string UniqueId, long SizeInLines)
{
    /// <summary>In a Maildir, what followed the message's name in the folder cur; null in new.</summary>
    internal string? Flags { get; init; }
}
