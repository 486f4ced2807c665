using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A switch that changes nothing: it guards nothing, and as a policy it covers no command.</summary>
internal static class OptionWithoutEffect
{
    public static readonly DiagnosticRule Rule = new("SGP0405", "Option changes nothing", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed what an inherited option is about.
        if (protocol.Syntax.Extends is not null)
            return;
        foreach (var (name, _) in protocol.Options.Unused)
        {
            report.Add(Rule, name,
                $"'{name}' changes nothing; guard something by it, as 'when {name}' does, let the policy cover a command, or remove it.");
        }
    }
}
