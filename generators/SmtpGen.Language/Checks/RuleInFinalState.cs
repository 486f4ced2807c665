using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A command that is allowed after the end of the session.</summary>
internal static class RuleInFinalState
{
    public static readonly DiagnosticRule Rule = new("SGP0208", "Final state allows a command", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var leaves = protocol.States.Leaves;
        foreach (var rule in protocol.Commands.SelectMany(c => c.Rules))
        {
            foreach (var name in rule.Syntax.States.Concat(rule.Syntax.Or?.States ?? []).Where(n => protocol.States.Find(n).Any(s => leaves[s].IsFinal)))
            {
                report.Add(Rule, name,
                    $"'{name}' is or contains a final state, in which no command is read; name the states before the end only.");
            }
        }
    }
}
