using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A switch that changes nothing: no capture has its name, and as a policy it covers no command.</summary>
internal static class OptionWithoutEffect
{
    public static readonly DiagnosticRule Rule = new("SGP0405", "Option changes nothing", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed what an inherited option is about.
        if (protocol.Syntax.Extends is not null)
            return;
        for (int i = 0; i < protocol.Options.Count; i++)
        {
            if (!protocol.Commands.Any(c => c.OptionGuards.Any(g => g.Option == i) || c.Policies.Any(p => p.Model.Option == i)))
            {
                report.Add(Rule, protocol.Options.NameOf(i),
                    $"'{protocol.Options.NameOf(i)}' changes nothing; name a capture so, let the policy cover a command, or remove it.");
            }
        }
    }
}
