namespace SmtpGen.Web.Messages;

/// <summary>All that is said of one message.</summary>
/// <param name="Summary">The message as lists show it.</param>
/// <param name="Headers">The fields of its header, in their order.</param>
/// <param name="Text">The plain text, cut where it is long; null where there is none.</param>
/// <param name="HasHtml">Whether it has a part in HTML.</param>
/// <param name="HasRemote">Whether that part asks for content of other hosts, such as images.</param>
/// <param name="Structure">The tree of its parts; null where it could not be read.</param>
/// <param name="Attachments">The parts to download.</param>
/// <param name="Envelope">What SMTP said.</param>
/// <param name="Differences">What the envelope and the header say differently.</param>
/// <param name="Problems">What could not be read, or was cut, in words.</param>
internal sealed record MessageDetails(
    MessageSummary Summary,
    IReadOnlyList<HeaderLine> Headers,
    string? Text,
    bool HasHtml,
    bool HasRemote,
    MimeNode? Structure,
    IReadOnlyList<AttachmentEntry> Attachments,
    EnvelopeDetails Envelope,
    IReadOnlyList<Difference> Differences,
    IReadOnlyList<string> Problems);

/// <summary>A field of a header.</summary>
/// <param name="Name">Its name, as it is spelled.</param>
/// <param name="Value">Its text, unfolded and decoded (RFC 2047).</param>
/// <param name="Raw">Its text as it stands, with its folds.</param>
internal sealed record HeaderLine(string Name, string Value, string Raw);

/// <summary>A part of a message and the parts in it.</summary>
/// <param name="PartId">Its number: 1 for the whole, 1.2 for the second part in it.</param>
/// <param name="ContentType">Its media type, without parameters.</param>
/// <param name="Charset">The charset of a text, as it is named.</param>
/// <param name="Name">The file name, decoded.</param>
/// <param name="ContentId">What <c>cid:</c> URLs call it.</param>
/// <param name="Disposition">The content disposition, such as <c>attachment</c>.</param>
/// <param name="Size">Its octets after decoding; null for what holds other parts.</param>
/// <param name="Children">The parts in it.</param>
internal sealed record MimeNode(
    string PartId,
    string ContentType,
    string? Charset,
    string? Name,
    string? ContentId,
    string? Disposition,
    long? Size,
    IReadOnlyList<MimeNode> Children);

/// <summary>A part to download.</summary>
/// <param name="PartId">Its number in the tree.</param>
/// <param name="Name">A file name that is safe to save it by.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Size">Its octets after decoding.</param>
/// <param name="Inline">Whether the text shows it, as an image in HTML.</param>
internal sealed record AttachmentEntry(string PartId, string Name, string ContentType, long Size, bool Inline);
