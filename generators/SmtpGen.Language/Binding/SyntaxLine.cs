using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>How to write a command, for people: <c>MAIL FROM:&lt;sender&gt; [params]</c>.</summary>
internal static class SyntaxLine
{
    public static string Of(CommandMember command)
    {
        string arguments = command.Pattern is null ? "" : Of(command.Pattern);
        return (command.Verb.Text + " " + arguments + (command.TakesParameters ? " [params]" : "")).Trim();
    }

    private static string Of(GrammarNode node) => node switch
    {
        // The brackets of a path stand around its capture already.
        StringTerminal { Text: "<" or ">" } => "",
        StringTerminal text => text.Text,
        // A capture that may be empty and stands for itself only is a leniency, not the syntax.
        Capture { Item: Repetition { Min: 0, Item: RuleReference { Name: "SP" } } } => "",
        Capture capture => "<" + capture.Name + ">",
        Concatenation concatenation => string.Concat(concatenation.Parts.Select(Of)),
        Alternation alternation => string.Join("/", alternation.Alternatives.Select(Of).Distinct()),
        Repetition { Min: 0, Max: 1 } option => "[" + Of(option.Item) + "]",
        Repetition repetition => "*(" + Of(repetition.Item) + ")",
        RuleReference { Name: "SP" } => " ",
        RuleReference rule => rule.Name,
        _ => "...",
    };
}
