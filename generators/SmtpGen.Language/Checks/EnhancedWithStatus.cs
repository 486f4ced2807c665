using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>An enhanced code where replies begin with a status: it refines a code of three digits, and there is none.</summary>
internal static class EnhancedWithStatus
{
    public static readonly DiagnosticRule Rule = new("SGP0316", "Status has an enhanced code", Severity.Error) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is null)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => r.Syntax.EnhancedCode is not null))
        {
            report.Add(Rule, reply.Syntax.EnhancedCode!,
                $"A reply that begins with a status has no enhanced code; remove {reply.Model.EnhancedCode}.",
                CorrectEnhancedCode.Remove(reply.Syntax.EnhancedCode!));
        }
    }
}
