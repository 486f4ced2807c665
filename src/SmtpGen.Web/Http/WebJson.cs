using System.Text.Json.Serialization;

namespace SmtpGen.Web.Http;

/// <summary>What went wrong (RFC 9457).</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
internal sealed record WebProblem(int Status, string Detail);

/// <summary>The shapes of the JSON that is common to all parts.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebProblem))]
internal sealed partial class WebJson : JsonSerializerContext;
