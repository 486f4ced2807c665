using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A flag that an answer to no legal command, or one of several answers, would set or clear. Such answers leave the flags as they are.</summary>
internal static class FlagOutsideCommand
{
    public static readonly DiagnosticRule Rule = new("SGP0404", "Flag cannot change here", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        Check(protocol.OtherwiseOutcomes, "an answer of 'otherwise'", report);
        Check(protocol.Bodies.Values.Where(b => b.Per >= 0).SelectMany(b => b.Outcomes), "one of several answers to a body", report);
    }

    private static void Check(IEnumerable<BoundOutcome> outcomes, string what, Report report)
    {
        foreach (var flag in outcomes.Select(o => o.Syntax).Distinct().SelectMany(o => o.Sets.Concat(o.Clears)))
        {
            report.Add(Rule, flag,
                $"The flag '{flag}' does not change here: {what} keeps all flags; set or clear it behind a reply to a command.");
        }
    }
}
