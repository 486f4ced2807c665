using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>
/// A line is read, lines are sent, or the rule goes on, where no handler decides: nobody would judge the line, nobody has the lines, and
/// nobody chooses a last reply.
/// </summary>
internal static class ContinuationWithoutHandler
{
    public static readonly DiagnosticRule Rule = new("SGP0212", "No handler goes on", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var rule in protocol.Commands.SelectMany(c => c.Rules).Where(r => r.Outcomes.Count > 0))
        {
            var outcome = rule.Outcomes[0];
            if (rule.Outcomes.Count > 1 && outcome.Model.GoesOn)
            {
                report.Add(Rule, outcome.At,
                    $"The first reply is given when no handler decides, and '{outcome.At}' would be given without end then; put a reply first behind which nothing goes on.");
            }
            else if (rule.Outcomes.Count == 1 && outcome.Model.Then is { NeedsHandler: true })
            {
                report.Add(Rule, outcome.At,
                    $"'{outcome.At}' is the only reply, so no handler is asked, and only a handler goes on behind it; add another, such as a refusal.");
            }
        }
    }
}
