using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>How to write a command, for people: <c>MAIL FROM:&lt;sender&gt; [params]</c>.</summary>
internal static class SyntaxLine
{
    /// <param name="command">The command.</param>
    /// <param name="pattern">Its pattern, in which what an option opens is known; null where it has none.</param>
    /// <param name="isExact">Whether the verb is known only as it is written.</param>
    public static string Of(CommandMember command, GrammarNode? pattern, bool isExact)
    {
        string arguments = pattern is null ? "" : Of(pattern);
        return ((isExact ? command.Verb.Text : command.Verb.Text.ToUpperInvariant()) + " " + arguments + (command.TakesParameters ? " [params]" : "")).Trim();
    }

    private static string Of(GrammarNode node) => node switch
    {
        // The brackets of a path stand around its capture already.
        StringTerminal { Text: "<" or ">" } => "",
        StringTerminal text => text.Text,
        // What an option makes legal is not how the command is written.
        Guarded => "",
        Capture capture => "<" + capture.Name + ">",
        Concatenation concatenation => string.Concat(concatenation.Parts.Select(Of)),
        Alternation alternation => string.Join("/", alternation.Alternatives.Where(way => way is not Guarded).Select(Of).Distinct()),
        Repetition { Min: 0, Max: 1 } option => "[" + Of(option.Item) + "]",
        Repetition repetition => "*(" + Of(repetition.Item) + ")",
        RuleReference { Name: "SP" } => " ",
        RuleReference rule => rule.Name,
        _ => "...",
    };
}
