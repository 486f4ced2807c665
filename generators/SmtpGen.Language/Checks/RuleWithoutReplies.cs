using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A command, or a rule of it, that is never answered.</summary>
internal static class RuleWithoutReplies
{
    public static readonly DiagnosticRule Rule = new("SGP0206", "Rule has no replies", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            if (command.Rules.Count == 0)
            {
                report.Add(Rule, command.Syntax.Verb,
                    $"{command.Syntax.Verb} is allowed in no state; add 'from STATE' and '=> REPLY -> STATE'.");
            }
            foreach (var rule in command.Rules.Where(r => r.Outcomes.Count == 0))
            {
                report.Add(Rule, rule.Syntax.Keyword,
                    $"This rule of {command.Syntax.Verb} has no replies; add '=> REPLY -> STATE' after it.");
            }
        }
    }
}
