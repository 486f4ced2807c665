using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>More flags than fit into the mask of a session.</summary>
internal static class TooManyFlags
{
    public static readonly DiagnosticRule Rule = new("SGP0403", "Protocol has too many flags", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Flags.Count > Max)
        {
            report.Add(Rule, protocol.Flags.NameOf(Max),
                $"The protocol has {protocol.Flags.Count} flags, but {Max} is the most; remove those from '{protocol.Flags.NameOf(Max)}' on.");
        }
    }

    public const int Max = 32;
}
