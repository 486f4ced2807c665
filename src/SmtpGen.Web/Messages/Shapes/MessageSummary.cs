namespace SmtpGen.Web.Messages;

/// <summary>A message in a list.</summary>
/// <param name="Id">The store's name for it.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="From">Who wrote it: the header field From, or the reverse-path where there is none.</param>
/// <param name="EnvelopeFrom">The reverse-path; empty for the null reverse-path.</param>
/// <param name="EnvelopeTo">The first forward-paths.</param>
/// <param name="EnvelopeToCount">How many forward-paths there are.</param>
/// <param name="Subject">The subject, decoded (RFC 2047); null where there is none.</param>
/// <param name="Size">Octets.</param>
/// <param name="Attachments">How many attachments it has; null where that is not known yet.</param>
/// <param name="Tls">What protected the connection; null for nothing.</param>
/// <param name="AuthenticatedAs">Who had logged in; null for nobody.</param>
/// <param name="Protocol">How it came: ESMTP, ESMTPSA, LMTP and so on (RFC 3848).</param>
/// <param name="TransactionId">The transaction that it came by, where known.</param>
/// <param name="RemoteAddress">Where the client connected from.</param>
internal sealed record MessageSummary(
    string Id,
    DateTimeOffset ReceivedAt,
    MailName From,
    string EnvelopeFrom,
    IReadOnlyList<string> EnvelopeTo,
    int EnvelopeToCount,
    string? Subject,
    long Size,
    int? Attachments,
    string? Tls,
    string? AuthenticatedAs,
    string? Protocol,
    string? TransactionId,
    string? RemoteAddress);

/// <summary>A mailbox with the name that people read.</summary>
/// <param name="Name">The display name, decoded; null where there is none.</param>
/// <param name="Address">The address; empty for the null reverse-path.</param>
internal sealed record MailName(string? Name, string Address);

/// <summary>A page of a list.</summary>
/// <param name="Messages">The messages, the newest first.</param>
/// <param name="Next">The value of <c>before</c> for the next page; null where this is the last.</param>
/// <param name="Total">How many messages fit in all; null where that is not known.</param>
/// <param name="Indexing">How far the index is; null when it is complete, or nobody has asked for it.</param>
internal sealed record MessageList(IReadOnlyList<MessageSummary> Messages, string? Next, int? Total, IndexingProgress? Indexing);

/// <summary>How far the index is.</summary>
/// <param name="Done">Messages that are in it.</param>
/// <param name="Total">Messages that belong in it; null before they are counted.</param>
internal sealed record IndexingProgress(int Done, int? Total);
