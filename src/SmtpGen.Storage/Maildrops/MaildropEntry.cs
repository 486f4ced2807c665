namespace SmtpGen.Storage;

/// <summary>A message as a store finds it for a maildrop.</summary>
/// <param name="Id">The store's own id.</param>
/// <param name="UniqueId">As in <see cref="MaildropMessage.UniqueId"/>.</param>
/// <param name="Size">Octets of the body.</param>
/// <param name="SizeInLines">As in <see cref="MaildropMessage.Size"/>.</param>
internal sealed record MaildropEntry(string Id, string UniqueId, long Size, long SizeInLines);
