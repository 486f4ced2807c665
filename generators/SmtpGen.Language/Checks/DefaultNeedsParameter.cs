using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>
/// A decision whose first reply needs a value. A handler that does not decide gives the first reply, and has no value to
/// give with it. The handler of a body always decides.
/// </summary>
internal static class DefaultNeedsParameter
{
    public static readonly DiagnosticRule Rule = new("SGP0315", "Default reply needs a parameter", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // One finding a command: its decided rules list the same replies.
        var decisions = protocol.Commands
            .Select(c => c.Rules.FirstOrDefault(r => r.Outcomes.Count > 1)?.Outcomes)
            .OfType<IReadOnlyList<BoundOutcome>>();
        if (protocol.Connect.Count > 1)
            decisions = decisions.Prepend(protocol.Connect);
        foreach (var first in decisions.Select(outcomes => outcomes[0]).Where(first => first.Model.Reply >= 0))
        {
            var reply = protocol.Replies[first.Model.Reply];
            if (reply.Syntax.Parameters.Count > 0)
            {
                report.Add(Rule, first.At,
                    $"The first reply is given when no handler decides, but nothing gives '{reply.Model.Name}' its '{reply.Syntax.Parameters[0].Name}' then; put a reply without parameters first.");
            }
        }
    }
}
