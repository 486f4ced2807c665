using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>
/// A fault in the framing of a body that ends with a dot, after which the session would go on. Nobody knows where such a body ends, and what
/// is left of it would be read as commands; the machine closes the connection.
/// </summary>
internal static class FramingGoesOn
{
    public static readonly DiagnosticRule Rule = new("SGP0218", "Session cannot go on after this fault", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var dotted = protocol.Commands.SelectMany(c => c.Rules).SelectMany(r => r.Outcomes).Select(o => o.Then).OfType<BoundReadBody>()
            .Where(read => read.Early < 0).Select(read => read.Body).Distinct();
        foreach (var fault in dotted.SelectMany(body => new[] { body.BadFraming, body.Nul }).OfType<BoundOutcome>())
        {
            if (fault.Model.Target < 0 || !protocol.States.Leaves[fault.Model.Target].IsFinal)
            {
                report.Add(Rule, fault.At,
                    "The body is read as dotted, and after this fault nobody knows where it ends, so that the connection is closed; write '-> FINAL-STATE'.");
            }
        }
    }
}
