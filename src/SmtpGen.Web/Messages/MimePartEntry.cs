using MimeKit;

namespace SmtpGen.Web.Messages;

/// <summary>A part of a message.</summary>
/// <param name="id">Its number.</param>
/// <param name="entity">The part.</param>
/// <param name="parent">What it is in.</param>
internal sealed class MimePartEntry(string id, MimeEntity entity, MimePartEntry? parent)
{
    private readonly string? _fullName = NameOf(entity);

    /// <summary>Its number.</summary>
    public string Id => id;

    /// <summary>The part.</summary>
    public MimeEntity Entity => entity;

    /// <summary>The parts in it.</summary>
    public List<MimePartEntry> Children { get; } = [];

    /// <summary>How many parts it is in.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Its media type.</summary>
    public string ContentType { get; } = Cut(entity.ContentType.MimeType.ToLowerInvariant());

    /// <summary>The charset that it names.</summary>
    public string? Charset { get; } = entity.ContentType.Charset is { } charset ? Cut(charset) : null;

    /// <summary>Its file name as it is given, cut where it is long.</summary>
    public string? Name => _fullName is { } name ? Cut(name) : null;

    /// <summary>Whether its name was cut.</summary>
    public bool IsNameCut => _fullName?.Length > MimeLimits.Name;

    /// <summary>Whether it holds octets, not parts.</summary>
    public bool IsLeaf => entity is MimePart;

    /// <summary>Whether it belongs to a message in the message.</summary>
    public bool IsInAttachedMessage { get; } = parent is not null && (parent.Entity is MessagePart || parent.IsInAttachedMessage);

    /// <summary>Whether it is a text beside others that say the same.</summary>
    public bool IsAlternativeText => parent?.Entity is MultipartAlternative && entity is TextPart && !entity.IsAttachment;

    /// <summary>Whether the text shows it: an image of a page, rather than a file that comes with it.</summary>
    public bool IsInline => !entity.IsAttachment && entity.ContentId is not null && ContentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>Its octets, decoded. The caller has made sure that it is a leaf.</summary>
    public void DecodeTo(Stream target, CancellationToken cancellationToken) => ((MimePart)entity).Content?.DecodeTo(target, cancellationToken);

    private static string? NameOf(MimeEntity entity) => entity.ContentDisposition?.FileName ?? entity.ContentType.Name;

    private static string Cut(string text) => text.Length <= MimeLimits.Name ? text : text[..(char.IsHighSurrogate(text[MimeLimits.Name - 1]) ? MimeLimits.Name - 1 : MimeLimits.Name)];
}
