using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>An enhanced code on a 3xx reply, which has none (RFC 2034 section 4).</summary>
internal static class EnhancedOnIntermediate
{
    public static readonly DiagnosticRule Rule = new("SGP0303", "Intermediate reply has an enhanced code", Severity.Error) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is not null || !protocol.CodeRules.EnhancedMatches)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => r.Model.Code / 100 == 3 && r.Syntax.EnhancedCode is not null))
        {
            report.Add(Rule, reply.Syntax.EnhancedCode!,
                $"A reply {reply.Model.Code} carries no enhanced code (RFC 2034 section 4); remove {reply.Model.EnhancedCode}.",
                CorrectEnhancedCode.Remove(reply.Syntax.EnhancedCode!));
        }
    }
}
