using System.Text;
using MimeKit;
using MimeKit.Cryptography;

namespace SmtpGen.Client;

/// <summary>
/// Copies a message so that it can be encoded; content is shared, since it is only read. What is signed stays as it is. Copies are not
/// disposed, because the content is not theirs.
/// </summary>
/// <param name="isAscii">Whether header fields in UTF-8 (RFC 6532) are encoded (RFC 2047, RFC 2231).</param>
internal sealed class MimeCopy(bool isAscii)
{
    /// <summary>A copy whose header fields can be changed.</summary>
    public static MimeMessage WithSameBody(MimeMessage message)
    {
        var copy = WithFields(message);
        copy.Body = message.Body;
        return copy;
    }

    /// <summary>A copy of which everything but what is signed can be changed.</summary>
    public MimeMessage Of(MimeMessage message)
    {
        var copy = WithFields(message);
        Encode(copy.Headers);
        copy.Body = message.Body is { } body ? Filled(copy.Body!, body) : null;
        return copy;
    }

    // The body's fields stand among those of the message, in the order in which they were read.
    private static MimeMessage WithFields(MimeMessage message)
        => MimeMessage.Load(Fields(octets => message.WriteTo(FormatOptions.Default, octets, headersOnly: true)));

    private MimeEntity Of(MimeEntity entity) => Filled(MimeEntity.Load(Fields(octets => entity.Headers.WriteTo(octets))), entity);

    private MimeEntity Filled(MimeEntity copy, MimeEntity entity)
    {
        switch (copy, entity)
        {
            case (Multipart to, Multipart from):
                Fill(to, from);
                break;
            case (MessagePart to, MessagePart from):
                to.Message = from.Message is { } message ? Of(message) : null;
                break;
            case (MimePart to, MimePart from):
                to.Content = from.Content;
                break;
            case (_, MimePart from):
                copy = WithoutClass(from);
                break;
            default:
                return entity;
        }

        Encode(copy.Headers);
        return copy;
    }

    private void Fill(Multipart to, Multipart from)
    {
        to.Clear();
        to.Preamble = from.Preamble;
        to.Epilogue = from.Epilogue;
        foreach (var part in from)
            to.Add(from is MultipartSigned ? part : Of(part));
    }

    // What is read as a message or a multipart, such as a MimePart of the type message/rfc822, that is not one.
    private static MimePart WithoutClass(MimePart part)
    {
        var copy = new MimePart(part.ContentType.Clone()) { Content = part.Content };
        foreach (var field in part.Headers.Where(field => field.Id != HeaderId.ContentType))
            copy.Headers.Add(field.Clone());
        return copy;
    }

    private static MemoryStream Fields(Action<Stream> write)
    {
        var octets = new MemoryStream();
        write(octets);
        octets.Write("\r\n"u8);
        octets.Position = 0;
        return octets;
    }

    private void Encode(HeaderList fields)
    {
        if (!isAscii)
            return;
        foreach (var field in fields.Where(field => !Ascii.IsValid(field.RawValue)).ToList())
            field.SetValue(Encoding.UTF8, field.Value);
    }
}
