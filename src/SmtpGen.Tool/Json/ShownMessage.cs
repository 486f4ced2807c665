using SmtpGen.Storage;
using SmtpGen.Tool.Showing;

namespace SmtpGen.Tool.Json;

/// <summary>The line of <c>smtpgen show --json</c>.</summary>
/// <param name="Id">The store's id.</param>
/// <param name="Size">Octets.</param>
/// <param name="Envelope">What was said about it outside its body.</param>
/// <param name="Headers">The header fields in their order.</param>
/// <param name="HeaderIsCut">True where there are more than were looked at; nothing else of such a message is told.</param>
/// <param name="Text">The plain text; nothing where there is none.</param>
/// <param name="Attachments">What is attached.</param>
internal sealed record ShownMessage(
    string Id, long Size, ReceivedEnvelope Envelope, IReadOnlyList<HeaderLine> Headers, bool? HeaderIsCut, string? Text,
    IReadOnlyList<Attachment>? Attachments);

/// <summary>A header field.</summary>
/// <param name="Name">Its name as it was written.</param>
/// <param name="Value">Its text, unfolded and decoded.</param>
internal sealed record HeaderLine(string Name, string Value);
