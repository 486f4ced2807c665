using System.Text.Json;

namespace SmtpGen.Tool.LanguageServer.Rpc;

/// <summary>A message of JSON-RPC 2.0: a request, a notification, which has no id, or an answer, which has no method.</summary>
/// <param name="Id">A number or a text that the answer repeats; null where none is expected.</param>
/// <param name="Method">What is asked for.</param>
/// <param name="Parameters">What it is asked with; undefined where there is nothing.</param>
internal sealed record RpcMessage(JsonElement? Id, string? Method, JsonElement Parameters)
{
    /// <summary>The notification that an answer is not needed any more.</summary>
    public const string Cancel = "$/cancelRequest";

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static RpcMessage Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("A message is an object.");
        JsonElement? id = json.TryGetProperty("id", out var found) ? found : null;
        string? method = json.TryGetProperty("method", out var name) ? Text(name) : null;
        return new RpcMessage(id, method, json.TryGetProperty("params", out var parameters) ? parameters : default);
    }

    private static string Text(JsonElement name) =>
        name.ValueKind == JsonValueKind.String ? name.GetString()! : throw new FormatException("The name of a method is a text.");
}
