using MimeKit;

namespace SmtpGen.Tool.Showing;

/// <summary>The header of a message as far as it is looked at: a client may send one of any length.</summary>
/// <param name="Headers">The fields.</param>
/// <param name="IsWhole">Whether these are all.</param>
internal sealed record HeaderPart(HeaderList Headers, bool IsWhole)
{
    private const int Limit = 64 * 1024;

    /// <summary>Reads it from the beginning of a body.</summary>
    /// <exception cref="FormatException">It is not a header.</exception>
    public static async Task<HeaderPart> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] octets = new byte[Limit];
        int length = await body.ReadAtLeastAsync(octets, Limit, throwOnEndOfStream: false, cancellationToken);
        bool isWhole = length < Limit || HasEnd(octets);
        // What was cut off in its middle is not a field.
        int kept = isWhole ? length : octets.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        using var header = new MemoryStream(octets, 0, kept);
        return new HeaderPart(await HeaderList.LoadAsync(header, cancellationToken), isWhole);
    }

    private static bool HasEnd(ReadOnlySpan<byte> octets) =>
        octets.StartsWith("\r\n"u8) || octets.StartsWith("\n"u8) || octets.IndexOf("\n\r\n"u8) >= 0 || octets.IndexOf("\n\n"u8) >= 0;
}
