namespace SmtpGen.Storage;

/// <summary>A message in a maildrop.</summary>
/// <param name="Number">Its number while the maildrop is open: 1, 2, 3 ... from the oldest on (RFC 1939, section 5).</param>
/// <param name="UniqueId">
/// 1 to 70 characters from 0x21 to 0x7E that name the message in this maildrop for ever (RFC 1939, section 7, UIDL).
/// </param>
/// <param name="Size">
/// Octets of the body as <see cref="IMaildrop.OpenAsync"/> gives it: as lines, each with its CRLF. It is known without reading the
/// body.
/// </param>
public sealed record MaildropMessage(int Number, string UniqueId, long Size);
