using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>What is known of one reply.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Code">Its code; null where replies have a status instead.</param>
/// <param name="EnhancedCode">Its enhanced code (RFC 3463), if it has one.</param>
/// <param name="Status">What it begins with where replies have no codes: <c>-ERR</c>.</param>
/// <param name="Lines">Its text, with words in braces for what is filled in.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Seen">When one sees it.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="States">The states in which commands can get it.</param>
/// <param name="Answers">What it answers that is not a legal command, in words.</param>
internal sealed record ReplyExplanation(
    string Name, int? Code, string? EnhancedCode, string? Status, IReadOnlyList<string> Lines,
    string Meaning, string Seen, string Fix, IReadOnlyList<StatePlace> States, IReadOnlyList<string> Answers)
{
    /// <summary>What is known of a reply of a protocol.</summary>
    public static ReplyExplanation Of(ProtocolModel protocol, int reply, string locale, Wording words)
    {
        var model = protocol.Replies[reply];
        var help = protocol.Helps.FirstOrDefault(help => help.Locale == locale)?.Replies[reply] ?? model.Help;
        return new ReplyExplanation(
            model.Name,
            protocol.Statuses is null ? model.Code : null,
            model.EnhancedCode is { Length: > 0 } enhanced ? enhanced : null,
            ReplyText.Status(protocol, model),
            [.. model.Lines.Select(line => ReplyText.Of(protocol, line, words))],
            help.Meaning, help.Seen, help.Fix,
            ReplyPlaces.States(protocol, reply),
            ReplyPlaces.Inputs(protocol, reply, words));
    }
}
