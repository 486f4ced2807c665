namespace SmtpGen.Web.Messages;

/// <summary>
/// The images that a message brings along, as URLs that hold them: the frame that shows the message has an origin of its own, and may load
/// nothing from ours.
/// </summary>
/// <param name="parts">The message's parts.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class InlineImages(MimeParts parts, CancellationToken cancellationToken)
{
    private static readonly HashSet<string> s_types = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/svg+xml"];

    private readonly Dictionary<string, string?> _known = [];
    private int _left = MimeLimits.InlineImages;

    /// <summary>The image with a content id; null where there is none, or no room for it.</summary>
    public string? DataUrl(string contentId)
    {
        if (!_known.TryGetValue(contentId, out string? url))
            _known[contentId] = url = Read(contentId);
        // Each use of an image repeats it in the document.
        if (url is null || url.Length > _left)
            return null;
        _left -= url.Length;
        return url;
    }

    private string? Read(string contentId)
    {
        if (parts.FindContent(contentId) is not { IsLeaf: true } part)
            return null;
        string type = part.ContentType == "image/jpg" ? "image/jpeg" : part.ContentType;
        if (!s_types.Contains(type))
            return null;
        using var octets = new FirstOctets(_left);
        part.DecodeTo(octets, cancellationToken);
        return octets.IsCut ? null : $"data:{type};base64,{Convert.ToBase64String(octets.Written)}";
    }
}
