using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using SmtpGen.Language.Text;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Json;

/// <summary>
/// What <c>--json</c> prints: JSON Lines, an object a line, however many there are. Names are in camel case and what is not known
/// is left out. The shapes are in <see cref="ToolJson"/> and described in docs/json.md.
/// </summary>
internal static class JsonLines
{
    /// <summary>How every shape is written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(Readable()),
        Converters = { Names<Severity>(), Names<TranscriptKind>() },
    };

    /// <summary>The option that asks for it.</summary>
    /// <param name="what">What a line holds: "a message", say.</param>
    public static Option<bool> Option(string what) => new("--json") { Description = $"Prints JSON Lines: an object for {what}" };

    /// <summary>Writes one object as one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="value">The object.</param>
    /// <param name="type">Its shape, from <see cref="ToolJson"/>.</param>
    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(value, type));

    private static JsonStringEnumConverter<T> Names<T>()
        where T : struct, Enum => new(JsonNamingPolicy.CamelCase);

    // All scripts stay readable, but what would act on a terminal is escaped, as it is elsewhere made visible.
    private static TextEncoderSettings Readable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string text = ((char)c).ToString();
            if (!char.IsSurrogate((char)c) && Printable.Line(text) != text)
                settings.ForbidCharacter((char)c);
        }

        return settings;
    }
}
