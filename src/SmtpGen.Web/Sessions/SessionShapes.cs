using System.Text.Json.Serialization;

namespace SmtpGen.Web.Sessions;

/// <summary>What lists say of a session.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Protocol">The protocol, as its specification names it.</param>
/// <param name="Peer">The client's address; null where none was seen.</param>
/// <param name="Tls">What protects the connection; null for nothing.</param>
/// <param name="State">The state of the protocol it is in.</param>
/// <param name="Since">When it began.</param>
/// <param name="Ended">When it was over; null while it is open.</param>
/// <param name="Lines">How many lines were kept since it began.</param>
internal sealed record SessionSummary(
    string Id, string Protocol, string? Peer, string? Tls, string State, DateTimeOffset Since, DateTimeOffset? Ended, long Lines);

/// <summary>All sessions that are kept.</summary>
/// <param name="Sessions">The newest first.</param>
/// <param name="Unseen">How many there was no room for since the server began.</param>
internal sealed record SessionList(IReadOnlyList<SessionSummary> Sessions, long Unseen);

/// <summary>A line of a conversation, with what it means.</summary>
/// <param name="Number">Its number in the session.</param>
/// <param name="At">When it was said.</param>
/// <param name="Who">Who said it: <c>client</c>, <c>server</c>, or <c>note</c>, for what happened.</param>
/// <param name="Text">What was said.</param>
/// <param name="State">The state: before what a client says, after what the server says.</param>
/// <param name="Verb">The command that a client sent, or that the server answers; null for none.</param>
/// <param name="Code">The code of a reply, or the status in its place; null for all that is not the last line of a reply.</param>
/// <param name="IsRefusal">Whether it is one.</param>
/// <param name="Reply">What the reply means; null for all else.</param>
/// <param name="Allowed">The commands that the state allows, where something was refused.</param>
internal sealed record SessionLine(
    long Number, DateTimeOffset At, string Who, string Text, string State, string? Verb, string? Code, bool IsRefusal, ReplyMeaning? Reply,
    IReadOnlyList<string>? Allowed);

/// <summary>What a reply means.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Class">The name of its class.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Seen">When one sees it.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Page">The path of its page.</param>
internal sealed record ReplyMeaning(string Name, string Class, string Meaning, string Seen, string Fix, string Page);

/// <summary>A session with what was said.</summary>
/// <param name="Session">What is known of it.</param>
/// <param name="Lines">The lines that are kept, in their order.</param>
internal sealed record SessionDetail(SessionSummary Session, IReadOnlyList<SessionLine> Lines);

/// <summary>The shapes of sessions in JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionDetail))]
[JsonSerializable(typeof(SessionSummary))]
internal sealed partial class SessionJson : JsonSerializerContext;
