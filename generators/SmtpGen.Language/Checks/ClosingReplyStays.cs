using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that announces the end of the session without ending it (RFC 5321 section 4.2).</summary>
internal static class ClosingReplyStays
{
    public static readonly DiagnosticRule Rule = new("SGP0305", "Closing reply does not end the session", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var use in ReplyUse.All(protocol))
        {
            int code = protocol.Replies[use.Reply].Model.Code;
            if (code is 221 or 421 && (use.Target < 0 || !protocol.States.Leaves[use.Target].IsFinal))
            {
                report.Add(Rule, use.At,
                    $"The reply {code} says that the connection ends, so it must lead to a final state; correct the target or use another reply.");
            }
        }
    }
}
