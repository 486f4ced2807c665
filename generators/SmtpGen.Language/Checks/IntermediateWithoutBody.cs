using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A 3xx reply and a body belong together (RFC 5321 section 4.2.1).</summary>
internal static class IntermediateWithoutBody
{
    public static readonly DiagnosticRule Rule = new("SGP0306", "Intermediate reply and body do not match", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (!protocol.CodeRules.IntermediateReads)
            return;
        foreach (var use in ReplyUse.All(protocol))
        {
            var reply = protocol.Replies[use.Reply].Model;
            bool isIntermediate = reply.Code / 100 == 3;
            bool asksForMore = use.Then is { IsRead: true } || use.At == protocol.Literals?.Continue?.At;
            if (isIntermediate && !asksForMore)
            {
                report.Add(Rule, use.At,
                    $"The reply {reply.Code} asks for more input; write 'then read BODY as dotted' or 'then read line ...' after it, or use another reply.");
            }
            else if (!isIntermediate && asksForMore)
            {
                report.Add(Rule, use.At,
                    $"More is read only after a 3xx reply, and '{reply.Name}' is {reply.Code}; use a 3xx reply or remove 'then read'.");
            }
        }
    }
}
