using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Answers to a body, one a recipient, after which the recipients are still counted: the next body would be answered for them too.</summary>
internal static class AnswersCountOn
{
    public static readonly DiagnosticRule Rule = new("SGP0215", "Counting goes on after the body", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var groups = protocol.States.ToGroups();
        foreach (var body in protocol.Bodies.Values.Where(b => b.Per >= 0))
        {
            var quota = protocol.Commands[body.Per].Quota!;
            var answer = body.Outcomes[0];
            if (answer.Model.Target < 0 || groups[quota.Group].Members.Contains(answer.Model.Target))
            {
                report.Add(Rule, answer.Syntax.Target!,
                    $"The count of {body.Syntax.Per} starts anew outside '{groups[quota.Group].Name}' only; let the answers lead to a state outside of it.");
            }
        }
    }
}
