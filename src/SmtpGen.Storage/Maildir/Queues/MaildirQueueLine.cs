using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmtpGen.Storage;

/// <summary>
/// A line of the journal. It says what is true from then on: of a message in a queue, of a queue as a whole where it names no message, or of
/// a message as a whole where it names no queue.
/// </summary>
internal sealed record MaildirQueueLine
{
    public string? Queue { get; init; }

    public string? Id { get; init; }

    /// <summary>The message has left the queue, or the queue was removed.</summary>
    public bool Gone { get; init; }

    /// <summary>The message is deleted with its last queue.</summary>
    public bool Unwanted { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? Due { get; init; }

    public DateTimeOffset? Dead { get; init; }

    public string? Reason { get; init; }

    public string? State { get; init; }

    public byte[] ToOctets() => [.. JsonSerializer.SerializeToUtf8Bytes(this, MaildirQueueJson.Default.MaildirQueueLine), (byte)'\n'];

    /// <summary>Null for a line that a crash cut short.</summary>
    public static MaildirQueueLine? Parse(ReadOnlySpan<byte> octets)
    {
        try
        {
            return JsonSerializer.Deserialize(octets, MaildirQueueJson.Default.MaildirQueueLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Lines of the journal as JSON, with nothing for what is not so.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MaildirQueueLine))]
internal sealed partial class MaildirQueueJson : JsonSerializerContext;
