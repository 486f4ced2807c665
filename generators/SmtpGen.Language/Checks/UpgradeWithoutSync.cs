using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A command that encrypts the connection and does not say that nothing may be sent after it (RFC 3207 section 4).</summary>
internal static class UpgradeWithoutSync
{
    public static readonly DiagnosticRule Rule = new("SGP0214", "Upgrade is not the last of its group", Severity.Error) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands.Where(c => !c.Syntax.Sync))
        {
            var rule = command.Rules.FirstOrDefault(r => r.Outcomes.Any(IsUpgrade));
            if (rule is not null)
            {
                report.Add(Rule, rule.Outcomes.First(IsUpgrade).Syntax.Then!.Keyword,
                    $"What a client sends after {command.Syntax.Verb} belongs to TLS already; write 'sync' in the command.",
                    AddSync.Fix(rule.Syntax));
            }
        }
    }

    private static bool IsUpgrade(BoundOutcome outcome) => outcome.Model.Upgrades;
}
