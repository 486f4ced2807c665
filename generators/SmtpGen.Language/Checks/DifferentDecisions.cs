using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>
/// Rules of one command that a handler decides and that do not list the same replies in the same order. A handler chooses by
/// the place in the list, and the first is the default; it does not know which rule applies.
/// </summary>
internal static class DifferentDecisions
{
    public static readonly DiagnosticRule Rule = new("SGP0207", "Rules offer different replies", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            var decisions = command.Rules.Where(r => r.IsDecision).ToList();
            foreach (var rule in decisions.Skip(1).Where(r => !Offered(r).SequenceEqual(Offered(decisions[0]))))
            {
                report.Add(Rule, rule.Syntax.Keyword,
                    $"Rules of {command.Syntax.Verb} that a handler decides must list the same replies in the same order; list {Names(decisions[0])} here, or one reply only.");
            }
        }
    }

    private static IEnumerable<int> Offered(BoundRule rule) => rule.Outcomes.Select(o => o.Model.Reply);

    private static string Names(BoundRule rule) => string.Join(", ", rule.Outcomes.Select(o => o.At));
}
