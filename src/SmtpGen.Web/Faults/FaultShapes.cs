using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmtpGen.Web.Faults;

/// <summary>A fault that is asked for: a reply or the end of the connection, or a delay, which may come with either.</summary>
/// <param name="At">Where it happens: a command, CONNECT or MESSAGE.</param>
/// <param name="Nth">The one time that it happens, counted from 1 over all sessions; null: every time.</param>
/// <param name="Reply">The reply by its name, its code or its enhanced code.</param>
/// <param name="Text">Words in the place of the reply's own.</param>
/// <param name="Drop">Whether the connection is cut.</param>
/// <param name="Delay">How long the answer is held back: 2s, 500ms or 1m.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultRequest(string? At, int? Nth, string? Reply, string? Text, bool? Drop, string? Delay);

/// <summary>A fault that happens.</summary>
/// <param name="Id">Names it.</param>
/// <param name="At">Where it happens.</param>
/// <param name="Nth">The one time that it happens; null: every time.</param>
/// <param name="Reply">The name of the reply; null: the server's own.</param>
/// <param name="Code">The code of the reply.</param>
/// <param name="Text">Words in the place of the reply's own.</param>
/// <param name="Drop">Whether the connection is cut.</param>
/// <param name="Delay">How long the answer is held back.</param>
/// <param name="Happened">How often it has happened.</param>
internal sealed record FaultDetails(int Id, string At, int? Nth, string? Reply, int? Code, string? Text, bool Drop, string? Delay, int Happened);

/// <summary>The faults that happen.</summary>
/// <param name="Faults">In the order in which they were added.</param>
internal sealed record FaultList(IReadOnlyList<FaultDetails> Faults);

/// <summary>The shapes of faults in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(FaultDetails))]
[JsonSerializable(typeof(FaultList))]
internal sealed partial class FaultJson : JsonSerializerContext;
