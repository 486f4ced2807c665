using MimeKit;
using MimeKit.IO;

namespace SmtpGen.Tool.Showing;

/// <summary>A part of a message that is attached to it.</summary>
/// <param name="Name">Its file name; null where it has none.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Size">Octets when decoded; null for a message in the message.</param>
internal sealed record Attachment(string? Name, string Type, long? Size)
{
    public static Attachment Of(MimeEntity entity) =>
        new(entity.ContentDisposition?.FileName ?? entity.ContentType.Name, entity.ContentType.MimeType, Measure(entity));

    private static long? Measure(MimeEntity entity)
    {
        if (entity is not MimePart { Content: { } content })
            return null;
        using var octets = content.Open();
        using var counted = new MeasuringStream();
        octets.CopyTo(counted);
        return counted.Length;
    }
}
