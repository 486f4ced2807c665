using System.Buffers;

namespace SmtpGen.Client;

/// <summary>A content whose line ends become CRLF while it is read.</summary>
/// <param name="source">The content as it is; its owner disposes it.</param>
internal sealed class LineEndStream(Stream source) : ConvertedStream(source)
{
    private readonly LineEnds _lineEnds = new();
    private readonly ArrayBufferWriter<byte> _lines = new();

    protected override ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> octets)
    {
        _lines.ResetWrittenCount();
        _lineEnds.Write(octets, _lines);
        return _lines.WrittenMemory;
    }

    protected override ReadOnlyMemory<byte> Complete()
    {
        _lines.ResetWrittenCount();
        _lineEnds.Complete(_lines);
        return _lines.WrittenMemory;
    }
}
