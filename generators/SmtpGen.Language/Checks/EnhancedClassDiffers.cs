using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>An enhanced code that contradicts the reply code (RFC 2034 section 4).</summary>
internal static class EnhancedClassDiffers
{
    public static readonly DiagnosticRule Rule = new("SGP0302", "Enhanced code contradicts the reply code", Severity.Error) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is not null || !protocol.CodeRules.EnhancedMatches)
            return;
        foreach (var reply in protocol.Replies.Values)
        {
            int digit = reply.Model.Code / 100;
            if (digit != 3 && EnhancedCodeMalformed.IsWellFormed(reply.Model.EnhancedCode) && reply.Model.EnhancedCode[0] - '0' != digit)
            {
                report.Add(Rule, reply.Syntax.EnhancedCode!,
                    $"The enhanced code {reply.Model.EnhancedCode} of the reply {reply.Model.Code} must begin with {digit}; write {digit}{reply.Model.EnhancedCode.Substring(1)}.",
                    CorrectEnhancedCode.Class(reply.Syntax.EnhancedCode!, digit));
            }
        }
    }
}
