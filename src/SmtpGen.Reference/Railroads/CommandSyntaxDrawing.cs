using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Railroads;

/// <summary>The syntax of a command or a rule.</summary>
/// <param name="Rule">The rule; empty: the command itself.</param>
/// <param name="Abnf">Its definition in ABNF.</param>
/// <param name="Svg">Its drawing.</param>
internal sealed record SyntaxDrawing(string Rule, string Abnf, string Svg);

/// <summary>Draws how a command is written, and each rule that this leads to.</summary>
internal static class CommandSyntaxDrawing
{
    /// <summary>Draws a command and its rules, those that it names first. The core rules of RFC 5234 are known to who reads ABNF, and not drawn.</summary>
    /// <param name="specification">What the protocol was compiled from, with its grammars.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="command">The command.</param>
    /// <param name="isStandalone">Whether each drawing brings its style along.</param>
    public static IReadOnlyList<SyntaxDrawing> Of(Specification specification, ProtocolModel protocol, CommandModel command, bool isStandalone = false)
    {
        var syntax = CommandSyntax.Of(specification, protocol, command);
        var names = syntax.Rules.ToDictionary(rule => rule.Name, rule => rule.Name, StringComparer.OrdinalIgnoreCase);
        return [.. syntax.Rules.Select(rule => Draw(rule.Name, $"{rule.Name} = {AbnfText.Of(rule.Definition)}", rule.Definition)).Prepend(Draw("", AbnfText.Of(syntax.Command), syntax.Command))];

        SyntaxDrawing Draw(string name, string abnf, GrammarNode node) =>
            new(name, abnf, RailroadSvg.Write(RailroadLayout.Of(Rail.Of(node)), abnf, names, isStandalone));
    }
}
