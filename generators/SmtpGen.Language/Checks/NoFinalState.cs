using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A protocol whose sessions have no end.</summary>
internal static class NoFinalState
{
    public static readonly DiagnosticRule Rule = new("SGP0204", "Protocol has no final state", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (!protocol.States.Leaves.Any(s => s.IsFinal))
        {
            report.Add(Rule, protocol.Syntax.Name,
                $"The protocol '{protocol.Syntax.Name}' has no final state; write 'final' before the state in which the connection ends.");
        }
    }
}
