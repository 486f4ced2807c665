namespace SmtpGen.Storage;

/// <summary>A message in a store, without its body.</summary>
/// <param name="Id">The store's name for it: a decimal number in SQLite, the unique file name in a Maildir.</param>
/// <param name="Envelope">What was said about it outside its body.</param>
/// <param name="Size">Octets of the body.</param>
public sealed record StoredMessage(string Id, ReceivedEnvelope Envelope, long Size)
{
    /// <summary>
    /// The text of the header field Subject as it stands, unfolded and with encoded words (RFC 2047) still encoded; null where
    /// the first 64 KB of the message have none.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The text of the header field Date in the same way, which may be no date at all.</summary>
    public string? Date { get; init; }
}
