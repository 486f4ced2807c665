using System.Text.Json;
using System.Text.Json.Serialization;

namespace Samples;

/// <summary>
/// What stands in front of each body in the log, on a line of its own. A record that only lists what was deleted has no body.
/// </summary>
public sealed record LogRecord
{
    /// <summary>The message's number, from 1.</summary>
    public long Id { get; init; }

    /// <summary>Octets of the body that follows.</summary>
    public long Size { get; init; }

    /// <summary>The envelope, as EnvelopeJson writes it.</summary>
    public string? Envelope { get; init; }

    public string? Subject { get; init; }

    public string? Date { get; init; }

    /// <summary>Messages that are deleted from here on.</summary>
    public IReadOnlyList<long>? Deleted { get; init; }

    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, LogJson.Default.LogRecord), (byte)'\n'];

    public static LogRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LogJson.Default.LogRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LogRecord))]
internal sealed partial class LogJson : JsonSerializerContext;
