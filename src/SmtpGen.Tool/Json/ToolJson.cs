using System.Text.Json.Serialization;

namespace SmtpGen.Tool.Json;

/// <summary>The shapes of <c>--json</c>; each is a record beside the command that prints it.</summary>
[JsonSerializable(typeof(MessageLine))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>The shapes as <see cref="JsonLines"/> writes them.</summary>
    public static ToolJson Lines { get; } = new(JsonLines.Options);
}
