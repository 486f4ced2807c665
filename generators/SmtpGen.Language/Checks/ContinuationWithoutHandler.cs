using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>
/// A line is read, or lines are sent, where no handler decides: nobody would judge the line, and nobody has the lines.
/// </summary>
internal static class ContinuationWithoutHandler
{
    public static readonly DiagnosticRule Rule = new("SGP0212", "No handler goes on", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var outcome in protocol.Commands.SelectMany(c => c.Rules).Where(r => r.Outcomes.Count == 1).Select(r => r.Outcomes[0]))
        {
            if (outcome.Model.Then is { NeedsHandler: true })
            {
                report.Add(Rule, outcome.At,
                    $"'{outcome.At}' is the only reply, so no handler is asked, and only a handler goes on behind it; add another, such as a refusal.");
            }
        }
    }
}
