namespace SmtpGen.Client;

/// <summary>
/// How much of a message's content has been sent. Counted are octets of header fields and body as the server is to keep them: with
/// CRLF at every line's end (RFC 5321 section 2.3.8), without the dots that are put before dots on the way (RFC 5321 section 4.5.2) and
/// without the commands of chunks (BDAT, RFC 3030 section 2). Each report of a message has more octets than the one before; the last one
/// has the total, unless sending fails or the server refuses before, and says nothing about what the server answers. It is made by the code that
/// sends, which goes on when <see cref="IProgress{T}.Report"/> returns, and ends the session when it throws.
/// </summary>
/// <param name="Sent">Octets that were handed to the connection: from 0, only for a content that is empty, to <paramref name="Total"/>.</param>
/// <param name="Total">Octets of the whole content.</param>
public readonly record struct MailSendProgress(long Sent, long Total);
