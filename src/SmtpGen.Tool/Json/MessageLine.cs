using SmtpGen.Storage;
using SmtpGen.Tool.Listing;

namespace SmtpGen.Tool.Json;

/// <summary>A line of <c>smtpgen list --json</c>.</summary>
/// <param name="Id">The store's id.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="ReversePath">The reverse-path without angle brackets.</param>
/// <param name="Recipients">The forward-paths without angle brackets.</param>
/// <param name="Size">Octets.</param>
/// <param name="Subject">The header's text, decoded; nothing where there is none.</param>
/// <param name="Date">The header's text as it stands; nothing where there is none.</param>
internal sealed record MessageLine(
    string Id, DateTimeOffset ReceivedAt, string ReversePath, IReadOnlyList<string> Recipients, long Size, string? Subject, string? Date)
{
    public static MessageLine Of(StoredMessage message) => new(
        message.Id, message.Envelope.ReceivedAt, message.Envelope.ReversePath, [.. message.Envelope.ForwardPaths], message.Size,
        MessageText.Subject(message), message.Date);
}
