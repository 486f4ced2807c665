using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A decision that offers one reply twice. A handler chooses by the name of the reply, and could not say which of the two it means.</summary>
internal static class ReplyOfferedTwice
{
    public static readonly DiagnosticRule Rule = new("SGP0217", "Reply is offered twice", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var decisions = protocol.Commands.SelectMany(c => c.Rules).Select(r => r.Outcomes)
            .Concat(protocol.Bodies.Values.Select(b => b.Outcomes)).Prepend(protocol.Connect);
        foreach (var second in decisions.SelectMany(Repeated))
        {
            report.Add(Rule, second.At,
                $"'{second.At}' is offered here already, and a handler chooses by the name of the reply; remove it, or define another reply with this text.");
        }
    }

    private static IEnumerable<BoundOutcome> Repeated(IReadOnlyList<BoundOutcome> outcomes) =>
        outcomes.Where(o => o.Model.Reply >= 0).GroupBy(o => o.Model.Reply).SelectMany(same => same.Skip(1));
}
