using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage;

/// <summary>Envelopes as JSON for people: camel case, names rather than numbers, and nothing for nulls.</summary>
[JsonSerializable(typeof(ReceivedEnvelope))]
[JsonSerializable(typeof(MailParameters))]
[JsonSerializable(typeof(ForwardedClient))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class EnvelopeJsonContext : JsonSerializerContext
{
    /// <summary>Over several lines, for a file of its own.</summary>
    public static EnvelopeJsonContext Indented { get; } = Create(isIndented: true);

    /// <summary>On one line, for a column.</summary>
    public static EnvelopeJsonContext Compact { get; } = Create(isIndented: false);

    private static EnvelopeJsonContext Create(bool isIndented) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = isIndented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters =
        {
            new JsonStringEnumConverter<BodyKind>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<ReturnedContent>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<DeliverByMode>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<NotifyConditions>(JsonNamingPolicy.CamelCase),
        },
    });
}
