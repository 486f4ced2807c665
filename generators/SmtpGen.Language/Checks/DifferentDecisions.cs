using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Rules of one command whose handler would have to know the state.</summary>
internal static class DifferentDecisions
{
    public static readonly DiagnosticRule Rule = new("SGP0207", "Rules offer different replies", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            var decisions = command.Rules.Where(r => r.Outcomes.Count > 1).ToList();
            foreach (var rule in decisions.Skip(1).Where(r => !Offered(r).SetEquals(Offered(decisions[0]))))
            {
                report.Add(Rule, rule.Syntax.Keyword,
                    $"Rules of {command.Syntax.Verb} that a handler decides must offer the same replies; give this one the replies of the first, or one reply only.");
            }
        }
    }

    private static HashSet<int> Offered(BoundRule rule) => [.. rule.Outcomes.Select(o => o.Model.Reply)];
}
