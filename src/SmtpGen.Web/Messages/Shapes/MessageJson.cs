using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SmtpGen.Web.Messages;

/// <summary>The shapes of the interface's JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(MessageSummary))]
[JsonSerializable(typeof(MessageDetails))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(DeleteAnswer))]
[JsonSerializable(typeof(DeletedEvent))]
[JsonSerializable(typeof(TroubleEvent))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    /// <summary>With letters of all languages as they are, rather than escaped.</summary>
    public static MessageJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
