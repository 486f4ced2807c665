using System.Text.Json.Serialization;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.Load;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Json;

/// <summary>The shapes of <c>--json</c>; each is a record beside the command that prints it.</summary>
[JsonSerializable(typeof(DeadLetterLine))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(FindingLine))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(MessageLine))]
[JsonSerializable(typeof(QueueLine))]
[JsonSerializable(typeof(SarifLog))]
[JsonSerializable(typeof(SendLine))]
[JsonSerializable(typeof(ShownMessage))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>The shapes as <see cref="JsonLines"/> writes them.</summary>
    public static ToolJson Lines { get; } = new(JsonLines.Options);
}
