using System.Text.Json.Serialization;
using SmtpGen.Client;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Json;

/// <summary>A line of <c>smtpgen send --json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SaidLine), "said")]
[JsonDerivedType(typeof(RecipientLine), "recipient")]
internal abstract record SendLine;

/// <summary>What was said in the conversation.</summary>
/// <param name="By">Who said it: sent, sentBody, received or secured.</param>
/// <param name="Text">The line, or the lines of a reply; of a body how many octets; of encryption which.</param>
/// <param name="Code">The code of a reply.</param>
/// <param name="EnhancedCode">The enhanced code of a reply, if it has one.</param>
/// <param name="State">The state that it leads to.</param>
internal sealed record SaidLine(TranscriptKind By, string Text, int? Code, string? EnhancedCode, string State) : SendLine
{
    public static SaidLine Of(TranscriptEntry entry) => new(
        entry.Kind, entry.Text.ReplaceLineEndings("\n"), entry.Reply?.Code, entry.Reply?.EnhancedCode is { Length: > 0 } enhanced ? enhanced : null, entry.State);
}

/// <summary>What became of the message for a recipient.</summary>
/// <param name="Address">The recipient.</param>
/// <param name="IsAccepted">Whether the server has taken the message for it.</param>
/// <param name="Reply">The server's answer; null where it was not asked.</param>
/// <param name="Problem">Why it does not get the message; null where it does.</param>
internal sealed record RecipientLine(string Address, bool IsAccepted, string? Reply, string? Problem) : SendLine
{
    public static RecipientLine Of(RecipientResult result) =>
        new(result.Recipient.ForwardPath, result.IsAccepted, result.Reply?.ToString().ReplaceLineEndings("\n"), result.IsAccepted ? null : result.Problem);
}
