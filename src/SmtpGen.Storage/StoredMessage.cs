namespace SmtpGen.Storage;

/// <summary>A message in a store, without its body.</summary>
/// <param name="Id">The store's name for it: a decimal number in SQLite, the unique file name in a Maildir.</param>
/// <param name="Envelope">What was said about it outside its body.</param>
/// <param name="Size">Octets of the body.</param>
public sealed record StoredMessage(string Id, MessageEnvelope Envelope, long Size);
