using System.Globalization;
using MimeKit;

namespace SmtpGen.Web.Messages;

/// <summary>The parts of a message, numbered: 1 for the whole, 1.2 for the second part in it. At most <see cref="MimeLimits.Parts"/>.</summary>
internal sealed class MimeParts
{
    private readonly List<MimePartEntry> _all = [];

    private MimeParts()
    {
    }

    /// <summary>Of a message that could not be parsed.</summary>
    public static MimeParts None { get; } = new();

    /// <summary>All of them, a part before those in it.</summary>
    public IReadOnlyList<MimePartEntry> All => _all;

    /// <summary>Whether there are more.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether there are parts in parts beyond <see cref="MimeLimits.Depth"/>.</summary>
    public bool IsDeep { get; private set; }

    /// <summary>Whether a name was cut.</summary>
    public bool HasLongName => _all.Exists(part => part.IsNameCut);

    /// <summary>The plain text that a reader is shown; null where there is none.</summary>
    public MimePartEntry? PlainText => FindText("plain");

    /// <summary>The HTML that a reader is shown; null where there is none.</summary>
    public MimePartEntry? Html => FindText("html");

    /// <summary>What is to be downloaded: all but the texts that are shown, and what holds other parts.</summary>
    public IEnumerable<MimePartEntry> Attachments
    {
        get
        {
            var shown = new[] { PlainText, Html };
            return _all.Where(part => part.IsLeaf && !shown.Contains(part) && !part.IsAlternativeText);
        }
    }

    /// <summary>Numbers the parts of a body.</summary>
    public static MimeParts Of(MimeEntity body)
    {
        var parts = new MimeParts();
        parts.Add(body, "1", parent: null);
        return parts;
    }

    /// <summary>A part by its number.</summary>
    public MimePartEntry? Find(string id) => _all.Find(part => part.Id == id);

    /// <summary>The part that a <c>cid:</c> URL names (RFC 2392).</summary>
    public MimePartEntry? FindContent(string contentId) => _all.Find(part => part.Entity.ContentId is { } id && id == contentId);

    /// <summary>The tree; null where there is none.</summary>
    public MimeNode? Tree(Func<MimePartEntry, long> size) => _all is [var root, ..] ? Node(root, size) : null;

    private static MimeNode Node(MimePartEntry part, Func<MimePartEntry, long> size) => new(
        part.Id,
        part.ContentType,
        part.Charset,
        part.Name,
        part.Entity.ContentId,
        part.Entity.ContentDisposition?.Disposition,
        part.IsLeaf ? size(part) : null,
        [.. part.Children.Select(child => Node(child, size))]);

    private MimePartEntry? FindText(string subtype)
        => _all.Find(part => part.IsLeaf && part.Entity is TextPart text && text.ContentType.IsMimeType("text", subtype) && !text.IsAttachment && !part.IsInAttachedMessage);

    private void Add(MimeEntity entity, string id, MimePartEntry? parent)
    {
        if (_all.Count == MimeLimits.Parts)
        {
            IsCut = true;
            return;
        }

        var entry = new MimePartEntry(id, entity, parent);
        _all.Add(entry);
        parent?.Children.Add(entry);
        var inner = Inner(entity);
        IsDeep |= IsClosed(entity);
        if (entry.Depth >= MimeLimits.Depth && inner.Any())
        {
            IsDeep = true;
            return;
        }

        int number = 0;
        foreach (var child in inner)
        {
            Add(child, string.Create(CultureInfo.InvariantCulture, $"{id}.{++number}"), entry);
            if (IsCut)
                break;
        }
    }

    // The parser leaves what is too deep as the octets that it is.
    private static bool IsClosed(MimeEntity entity) => entity is MimePart part
        && (part.ContentType.IsMimeType("multipart", "*")
            || (part.ContentType.IsMimeType("message", "rfc822") && part.ContentTransferEncoding is not (ContentEncoding.Base64 or ContentEncoding.QuotedPrintable)));

    private static IEnumerable<MimeEntity> Inner(MimeEntity entity) => entity switch
    {
        Multipart multipart => multipart,
        MessagePart { Message.Body: { } body } => [body],
        _ => Array.Empty<MimeEntity>(),
    };
}
