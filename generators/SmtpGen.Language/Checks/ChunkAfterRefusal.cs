using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A state after a refused chunk in which the next chunk is taken: the message would go on with a hole (RFC 3030 section 2).</summary>
internal static class ChunkAfterRefusal
{
    public static readonly DiagnosticRule Rule = new("SGP0211", "Refused body goes on", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            foreach (var outcome in command.Rules.SelectMany(r => r.Outcomes))
            {
                if (outcome.Then is BoundReadBody { Early: >= 0 and var refused } && command.Rules.Any(r => r.States.Contains(refused)))
                {
                    var state = ((Syntax.ReadBodySyntax)outcome.Syntax.Then!).Chunk!.Refused!;
                    report.Add(Rule, state,
                        $"In '{state}' a part of the body is lost, but {command.Syntax.Verb} is allowed there; lead to a state that 'from' does not name.");
                }
            }
        }
    }
}
