using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>Reads messages that have a header before them (Language Server Protocol 3.17, Base Protocol).</summary>
/// <param name="input">Where they come from.</param>
internal sealed class RpcReader(Stream input)
{
    // Two fields are known, each of which is a short line.
    private const int LongestHeader = 4096;

    private readonly PipeReader _pipe = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next message; null when no more come, also when the last one is cut off.</summary>
    /// <exception cref="FormatException">What comes is not a message.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public async Task<RpcMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        int length;
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            if (TryReadHeader(read.Buffer, out var after, out length))
            {
                _pipe.AdvanceTo(after);
                break;
            }

            _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return null;
        }

        var content = await _pipe.ReadAtLeastAsync(length, cancellationToken);
        if (content.Buffer.Length < length)
            return null;
        var octets = content.Buffer.Slice(0, length);
        var message = Parse(octets);
        _pipe.AdvanceTo(octets.End);
        return message;
    }

    private static RpcMessage Parse(ReadOnlySequence<byte> octets)
    {
        var reader = new Utf8JsonReader(octets);
        var message = RpcMessage.Parse(JsonElement.ParseValue(ref reader));
        // What stands after the value must be white space.
        reader.Read();
        return message;
    }

    private static bool TryReadHeader(ReadOnlySequence<byte> octets, out SequencePosition after, out int length)
    {
        var reader = new SequenceReader<byte>(octets);
        length = -1;
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            if (line.IsEmpty)
            {
                after = reader.Position;
                return length >= 0 ? true : throw new FormatException("The header does not say how long the message is.");
            }

            ReadField(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), ref length);
        }

        after = default;
        return reader.Remaining <= LongestHeader ? false : throw new FormatException("A line of the header does not end.");
    }

    private static void ReadField(ReadOnlySpan<byte> line, ref int length)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0)
            throw new FormatException("A line of the header has no colon.");
        if (!Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8))
            return;
        var value = line[(colon + 1)..].Trim((byte)' ');
        if (!Utf8Parser.TryParse(value, out length, out int used) || used != value.Length || length < 0)
            throw new FormatException("The length of the message is not a number of octets.");
    }
}
