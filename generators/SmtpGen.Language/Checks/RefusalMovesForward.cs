using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A refusal that changes the state, so that both sides would disagree (RFC 5321 section 4.1.4).</summary>
internal static class RefusalMovesForward
{
    public static readonly DiagnosticRule Rule = new("SGP0307", "Refusal changes the state", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (!protocol.CodeRules.RefusalsStay)
            return;
        foreach (var use in ReplyUse.All(protocol).Where(u => u.Kind is not (UseKind.Body or UseKind.Connect) && u.Target >= 0))
        {
            var reply = protocol.Replies[use.Reply].Model;
            var target = protocol.States.Leaves[use.Target];
            if (!reply.IsPositive && !target.IsFinal)
            {
                report.Add(Rule, use.At,
                    $"The refusal {reply.Code} leads to '{target.Name}'; a refused command changes nothing: write '-> same', or lead to a final state.");
            }
        }
    }
}
