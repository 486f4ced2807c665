using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>An enhanced code that is none (RFC 3463 section 2).</summary>
internal static class EnhancedCodeMalformed
{
    public static readonly DiagnosticRule Rule = new("SGP0304", "Enhanced code is malformed", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is not null)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => r.Model.Code / 100 != 3 && r.Syntax.EnhancedCode is not null))
        {
            if (!IsWellFormed(reply.Model.EnhancedCode))
            {
                report.Add(Rule, reply.Syntax.EnhancedCode!,
                    $"'{reply.Model.EnhancedCode}' is not an enhanced code; write class.subject.detail, such as {reply.Model.Code / 100}.5.0 (RFC 3463 section 2).");
            }
        }
    }

    /// <summary>Class 2, 4 or 5, then two numbers of one to three digits without leading zeros.</summary>
    public static bool IsWellFormed(string code)
    {
        string[] parts = code.Split('.');
        return parts.Length == 3 && parts[0] is "2" or "4" or "5" && IsNumber(parts[1]) && IsNumber(parts[2]);
    }

    private static bool IsNumber(string text) =>
        text.Length is >= 1 and <= 3 && text.All(c => c is >= '0' and <= '9') && (text.Length == 1 || text[0] != '0');
}
