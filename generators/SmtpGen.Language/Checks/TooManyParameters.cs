using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply with more than one parameter.</summary>
internal static class TooManyParameters
{
    public static readonly DiagnosticRule Rule = new("SGP0313", "Reply has more than one parameter", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var reply in protocol.Replies.Values.Where(r => r.Syntax.Parameters.Count > 1))
        {
            report.Add(Rule, reply.Syntax.Parameters[1],
                $"The reply '{reply.Model.Name}' has {reply.Syntax.Parameters.Count} parameters, but one is the most; use one that holds all there is to say.");
        }
    }
}
