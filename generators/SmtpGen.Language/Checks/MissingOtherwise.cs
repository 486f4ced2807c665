using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Input that nothing answers.</summary>
internal static class MissingOtherwise
{
    public static readonly DiagnosticRule Rule = new("SGP0205", "Input has no answer", Severity.Error) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        var answered = new HashSet<OtherwiseInput>(protocol.Otherwise.Select(r => r.Model.Input));
        var missing = OtherwiseBinder.Inputs.Where(i => !answered.Contains(i.Value) && IsNeeded(protocol, i.Value)).OrderBy(i => i.Value).ToList();
        if (missing.Count > 0)
        {
            report.Add(Rule, protocol.Syntax.Name,
                $"Nothing answers: {string.Join(", ", missing.Select(i => i.Key))}; add a row '{missing[0].Key} => REPLY -> STATE' to 'otherwise' for each.",
                AddOtherwiseRows.Fix(protocol, [.. missing.Select(i => i.Value)]));
        }
    }

    // What cannot happen needs no answer.
    private static bool IsNeeded(BoundProtocol protocol, OtherwiseInput input) => input switch
    {
        OtherwiseInput.SentAhead => Outcomes(protocol).Any(o => o.Model.Upgrades),
        OtherwiseInput.UnknownParameter => protocol.Commands.Any(c => c.Syntax.TakesParameters),
        OtherwiseInput.TooSlow => protocol.Literals is not null || protocol.Arrays is not null || protocol.Commands.Any(c => c.Data is not null) || Outcomes(protocol).Any(o => o.Model.Body is not null),
        _ => true,
    };

    private static IEnumerable<BoundOutcome> Outcomes(BoundProtocol protocol) =>
        protocol.Commands.SelectMany(c => c.Rules).SelectMany(r => r.Outcomes);
}
