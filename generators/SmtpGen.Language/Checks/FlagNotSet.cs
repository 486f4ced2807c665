using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A flag that is asked for but never true.</summary>
internal static class FlagNotSet
{
    public static readonly DiagnosticRule Rule = new("SGP0402", "Flag is never set", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Flags.Count > TooManyParts.Flags)
            return;
        uint set = Outcomes(protocol).Aggregate(0u, (mask, o) => mask | o.Model.Sets)
            | protocol.Commands.SelectMany(c => c.Parameters).Aggregate(0u, (mask, p) => mask | p.Model.Sets);
        for (int i = 0; i < protocol.Flags.Count; i++)
        {
            if ((protocol.FlagsRead & ~set & (1u << i)) != 0)
            {
                report.Add(Rule, protocol.Flags.NameOf(i),
                    $"The flag '{protocol.Flags.NameOf(i)}' is read but nothing sets it; write 'sets {protocol.Flags.NameOf(i)}' behind a reply or a parameter.");
            }
        }
    }

    private static IEnumerable<BoundOutcome> Outcomes(BoundProtocol protocol)
    {
        var outer = protocol.Connect.Concat(protocol.Commands.SelectMany(c => c.Rules).SelectMany(r => r.Outcomes)).ToList();
        return outer.Concat(outer.SelectMany(o => o.Following)).Concat(protocol.Commands.Select(c => c.BadArguments).OfType<BoundOutcome>());
    }
}
