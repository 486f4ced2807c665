using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A line is read where no handler decides: nobody would judge it.</summary>
internal static class ContinuationWithoutHandler
{
    public static readonly DiagnosticRule Rule = new("SGP0212", "No handler goes on", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var rule in protocol.Commands.SelectMany(c => c.Rules).Where(r => r.Outcomes.Count > 0))
        {
            var outcome = rule.Outcomes[0];
            if (rule.Outcomes.Count == 1 && outcome.Model.Then is ReadLineModel)
            {
                report.Add(Rule, outcome.At,
                    $"'{outcome.At}' is the only reply, so nothing can follow the line but another one; add the reply that ends the exchange.");
            }
        }
    }
}
