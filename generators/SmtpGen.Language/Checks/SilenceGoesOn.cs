using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A row of <c>otherwise</c> that says nothing and does not end the session, so that the client waits for ever.</summary>
internal static class SilenceGoesOn
{
    public static readonly DiagnosticRule Rule = new("SGP0209", "Nothing is said and the session goes on", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var row in protocol.OtherwiseOutcomes.Where(o => o.Model.Reply < 0))
        {
            if (row.Model.Target < 0 || !protocol.States.Leaves[row.Model.Target].IsFinal)
            {
                report.Add(Rule, row.At,
                    "A client that gets no answer waits for one; write '=> REPLY' in front of the arrow, or lead to a final state.");
            }
        }
    }
}
