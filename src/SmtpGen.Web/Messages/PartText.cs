using System.Text;

namespace SmtpGen.Web.Messages;

/// <summary>The text of a part in the charset that it names, or in the one that it seems to be in.</summary>
/// <param name="Value">The text, its lines ended by LF.</param>
/// <param name="IsCut">Whether there is more.</param>
/// <param name="Problem">Why it may read wrong, in words; null where all is well.</param>
internal sealed record PartText(string Value, bool IsCut, string? Problem)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <param name="part">A leaf.</param>
    /// <param name="limit">Octets of it, after decoding.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static PartText Read(MimePartEntry part, int limit, CancellationToken cancellationToken)
    {
        using var octets = new FirstOctets(limit);
        part.DecodeTo(octets, cancellationToken);
        var charset = part.Charset is { } name ? Charset(name) : null;
        string text = charset is null ? Guess(octets.Written) : charset.GetString(octets.Written);
        string? problem = part.Charset is { } unknown && charset is null
            ? $"the charset \"{unknown}\" of part {part.Id} is not known; it is read as what it seems to be"
            : null;
        return new PartText(text.ReplaceLineEndings("\n").Replace('\0', '\uFFFD'), octets.IsCut, problem ?? NotIn(part, text));
    }

    /// <summary>Text that names no charset: UTF-8, or else Windows-1252, in which every octet is something.</summary>
    public static string Guess(ReadOnlySpan<byte> octets)
    {
        // A cut may leave half a character at the end.
        for (int end = octets.Length; end >= Math.Max(0, octets.Length - 3); end--)
        {
            try
            {
                return s_strict.GetString(octets[..end]);
            }
            catch (DecoderFallbackException)
            {
            }
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(octets);
    }

    private static Encoding? Charset(string name)
    {
        try
        {
            return name.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? NotIn(MimePartEntry part, string text)
        => part.Charset is { } charset && text.Contains('\uFFFD', StringComparison.Ordinal) ? $"part {part.Id} has octets that are not text in \"{charset}\"" : null;
}
