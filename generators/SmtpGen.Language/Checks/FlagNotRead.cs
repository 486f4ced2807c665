using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A flag that nothing asks for.</summary>
internal static class FlagNotRead
{
    public static readonly DiagnosticRule Rule = new("SGP0401", "Flag is never read", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed what read an inherited flag.
        if (protocol.Syntax.Extends is not null || protocol.Flags.Count > TooManyParts.Flags)
            return;
        for (int i = 0; i < protocol.Flags.Count; i++)
        {
            if ((protocol.FlagsRead & (1u << i)) == 0)
            {
                report.Add(Rule, protocol.Flags.NameOf(i),
                    $"Nothing reads the flag '{protocol.Flags.NameOf(i)}'; write it behind 'needs', 'when' or 'raw when', or remove it.");
            }
        }
    }
}
