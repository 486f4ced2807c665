using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Answers to one body, one a recipient, that lead to different states: the session is in one state only.</summary>
internal static class AnswersLeadApart
{
    public static readonly DiagnosticRule Rule = new("SGP0210", "Answers to one body lead to different states", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var body in protocol.Bodies.Values.Where(b => b.Per >= 0))
        {
            var first = body.Outcomes[0];
            foreach (var other in body.Outcomes.Where(o => o.Model.Target != first.Model.Target))
            {
                report.Add(Rule, other.Syntax.Target!,
                    $"The body gets several answers at once, and '{first.At}' leads to '{first.Syntax.Target}'; let '{other.At}' lead there too.");
            }
        }
    }
}
