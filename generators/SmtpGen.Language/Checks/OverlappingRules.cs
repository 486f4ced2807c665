using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Two rules of one command for one state.</summary>
internal static class OverlappingRules
{
    public static readonly DiagnosticRule Rule = new("SGP0203", "State has two rules of one command", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            var seen = new HashSet<int>();
            foreach (var rule in command.Rules)
            {
                var twice = rule.States.Concat(rule.Opened).Distinct().Where(s => !seen.Add(s)).Select(s => protocol.States.Leaves[s].Name.Text).ToList();
                if (twice.Count > 0)
                {
                    report.Add(Rule, rule.Syntax.Keyword,
                        $"{command.Syntax.Verb} has a rule for {string.Join(", ", twice)} already; leave each state to one rule.");
                }
            }
        }
    }
}
