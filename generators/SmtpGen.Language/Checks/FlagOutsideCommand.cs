using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A flag that an answer to no legal command would set or clear. Such answers leave the flags as they are.</summary>
internal static class FlagOutsideCommand
{
    public static readonly DiagnosticRule Rule = new("SGP0404", "Flag cannot change here", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var outcomes = protocol.Otherwise.Select(r => r.Outcome);
        if (protocol.Foreign is { } foreign)
            outcomes = outcomes.Append(foreign.Outcome);
        foreach (var outcome in outcomes)
        {
            foreach (var flag in outcome.Syntax.Sets.Concat(outcome.Syntax.Clears))
            {
                report.Add(Rule, flag,
                    $"The flag '{flag}' does not change here: an answer of 'otherwise' keeps all flags; set or clear it behind a reply to a command.");
            }
        }
    }
}
