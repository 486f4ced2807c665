using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that announces the end of the session, by the rule <c>end session</c>, without ending it.</summary>
internal static class ClosingReplyStays
{
    public static readonly DiagnosticRule Rule = new("SGP0305", "Closing reply does not end the session", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var use in ReplyUse.All(protocol))
        {
            int code = protocol.Replies[use.Reply].Model.Code;
            if (protocol.CodeRules.Ending.Contains(code) && (use.Target < 0 || !protocol.States.Leaves[use.Target].IsFinal))
            {
                report.Add(Rule, use.At,
                    $"The reply {code} says that the connection ends, so it must lead to a final state; correct the target or use another reply.");
            }
        }
    }
}
