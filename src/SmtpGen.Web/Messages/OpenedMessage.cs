using MimeKit;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>A message that was parsed, as far as it could be.</summary>
/// <param name="stored">What the store says of it.</param>
/// <param name="octets">Its octets, at most <see cref="MimeLimits.Message"/>.</param>
internal sealed class OpenedMessage(StoredMessage stored, ReadOnlyMemory<byte> octets) : IDisposable
{
    /// <summary>What the store says of it.</summary>
    public StoredMessage Stored { get; } = stored;

    /// <summary>Its octets.</summary>
    public ReadOnlyMemory<byte> Octets { get; } = octets;

    /// <summary>Its header.</summary>
    public MessageHeader Header { get; } = new(octets);

    /// <summary>Its MIME structure; null where it has none that can be read.</summary>
    public MimeMessage? Mime { get; private init; }

    /// <summary>The parts of it.</summary>
    public MimeParts Parts { get; private init; } = MimeParts.None;

    /// <summary>What could not be read, or was cut, in words.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Parses; blocks, and never throws for what a message holds.</summary>
    public static OpenedMessage Parse(StoredMessage stored, byte[] octets, int length, CancellationToken cancellationToken)
    {
        int whole = length;
        length = LongFields.Shorten(octets.AsSpan(0, length));
        var (mime, failure) = Load(octets, length, cancellationToken);
        var opened = new OpenedMessage(stored, octets.AsMemory(0, length)) { Mime = mime, Parts = mime?.Body is { } body ? MimeParts.Of(body) : MimeParts.None };
        if (failure is not null)
            opened.Problems.Add($"its parts cannot be read: {failure}");
        if (stored.Size > whole)
            opened.Problems.Add($"it has {stored.Size} octets; only the first {whole} were looked at");
        if (opened.Header.IsBroken)
            opened.Problems.Add("its header has lines that are not header fields");
        if (opened.Header.IsCut)
            opened.Problems.Add($"its header is cut: {MimeLimits.Fields} fields are shown at most");
        if (length < whole)
            opened.Problems.Add($"a field of its header, or of a part of it, is longer than {MimeLimits.Field} octets and is cut");
        if (opened.Parts.IsCut)
            opened.Problems.Add($"it has more than {MimeLimits.Parts} parts; the others are not shown");
        if (opened.Parts.IsDeep)
            opened.Problems.Add($"its parts are nested more than {MimeLimits.Depth} deep; those below are shown as one");
        if (opened.Parts.HasLongName)
            opened.Problems.Add($"a name in it is longer than {MimeLimits.Name} characters and is cut");
        return opened;
    }

    /// <inheritdoc/>
    public void Dispose() => Mime?.Dispose();

    private static (MimeMessage? Message, string? Failure) Load(byte[] octets, int length, CancellationToken cancellationToken)
    {
        try
        {
            return (MimeMessage.Load(MimeLimits.Parser, new MemoryStream(octets, 0, length, writable: false), persistent: true, cancellationToken), null);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return (null, length == 0 ? "it is empty" : exception.Message);
        }
    }
}
