using System.Buffers;
using System.Text;

namespace SmtpGen.Client;

/// <summary>What a server has to be told of a content, found out by looking at all of it.</summary>
/// <param name="Length">Octets as they stand in the source.</param>
/// <param name="LengthInLines">Octets when every line ends in CRLF.</param>
/// <param name="IsEightBit">Whether there are octets above 127.</param>
/// <param name="IsBinary">Whether there are NULs, which no line may hold (RFC 5321 section 4.5.2).</param>
/// <param name="HasInternationalHeader">Whether the header fields have octets above 127 (RFC 6532).</param>
internal sealed record ContentScan(long Length, long LengthInLines, bool IsEightBit, bool IsBinary, bool HasInternationalHeader)
{
    /// <summary>Whether every line ends in CRLF already: each line end that does not makes the content longer.</summary>
    public bool HasLines => Length == LengthInLines;

    /// <summary>Reads a content to its end.</summary>
    public static async ValueTask<ContentScan> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        var lineEnds = new LineEnds();
        var lines = new ArrayBufferWriter<byte>();
        var header = new HeaderEnd();
        byte[] block = ArrayPool<byte>.Shared.Rent(65536);
        var scan = new ContentScan(0, 0, false, false, false);
        try
        {
            while (await content.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                scan = scan.With(block.AsSpan(0, read));
                lineEnds.Write(block.AsSpan(0, read), lines);
                scan = scan.WithLines(lines, header);
            }

            lineEnds.Complete(lines);
            return scan.WithLines(lines, header);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private ContentScan With(ReadOnlySpan<byte> octets) => this with
    {
        Length = Length + octets.Length,
        IsEightBit = IsEightBit || !Ascii.IsValid(octets),
        IsBinary = IsBinary || octets.Contains((byte)0),
    };

    private ContentScan WithLines(ArrayBufferWriter<byte> lines, HeaderEnd header)
    {
        var scan = this with
        {
            LengthInLines = LengthInLines + lines.WrittenCount,
            HasInternationalHeader = HasInternationalHeader || !Ascii.IsValid(header.Cut(lines.WrittenSpan)),
        };
        lines.ResetWrittenCount();
        return scan;
    }
}
