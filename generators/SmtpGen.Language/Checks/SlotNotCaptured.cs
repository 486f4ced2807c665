using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A slot that the answered command does not fill.</summary>
internal static class SlotNotCaptured
{
    public static readonly DiagnosticRule Rule = new("SGP0311", "Slot is not filled", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var uses in ReplyUse.All(protocol).Where(u => u.Kind != UseKind.Unsolicited).GroupBy(u => u.Reply))
        {
            var reply = protocol.Replies[uses.Key];
            for (int i = 0; i < reply.Model.Lines.Count; i++)
            {
                var parts = i == 0 && reply.Model.Status is { } status ? status.Parts.Concat(reply.Model.Lines[0]) : reply.Model.Lines[i];
                foreach (string slot in parts.Where(p => p.Kind == TextPartKind.Capture).Select(p => p.Text).Distinct())
                {
                    if (uses.FirstOrDefault(u => !Knows(u, slot)) is { } use)
                        report.Add(Rule, reply.Syntax.Lines[i], Message(slot, reply.Model.Name, use));
                }
                if (reply.Model.Lines[i].Any(p => p.Kind == TextPartKind.Octet) && uses.Any(u => !KnowsOctet(u)))
                {
                    report.Add(Rule, reply.Syntax.Lines[i],
                        $"Only where arguments cannot be read a wrong octet is known; use '{reply.Model.Name}' after 'bad arguments' of "
                        + "commands that have arguments, but no chunks, or remove '{octet}'.");
                }
            }
        }
    }

    // Chunks have rules of their own, beside the grammar of the arguments. What is wrong with a parameter is answered by 'otherwise'.
    private static bool KnowsOctet(ReplyUse use) =>
        use.Command is { Arguments: not null, BadArguments: { } bad } command && bad.At == use.At
        && !command.Rules.SelectMany(r => r.Outcomes).Any(o => o.Then is BoundReadBody { Early: >= 0 });

    // What a command is refused for is found before its arguments are taken, and a line takes the place of the command that asked for it.
    private static bool Knows(ReplyUse use, string slot) =>
        use.Kind is UseKind.Command or UseKind.Body && use.Command is { } command && command.Captures.Any(c => c.Name == slot) && !ReadsLine(command);

    private static bool ReadsLine(BoundCommand command) => command.Rules.SelectMany(r => r.Outcomes).Any(o => o.Then is BoundReadLine);

    private static string Message(string slot, string reply, ReplyUse use) => use.Command switch
    {
        null => $"'{reply}' answers no command here, so nothing fills '{{{slot}}}'; correct the slot, or use another reply.",
        { } command when command.Captures.All(c => c.Name != slot) =>
            $"{command.Syntax.Verb} answers '{reply}' but captures no '{slot}'; write ({slot}: RULE) in its arguments, or correct the slot.",
        { } command when ReadsLine(command) =>
            $"{command.Syntax.Verb} reads a line, which takes the place of '{slot}', and answers '{reply}'; use a reply without this slot.",
        { } command => $"{command.Syntax.Verb} is refused with '{reply}' before '{slot}' is taken from its arguments; use a reply without this slot.",
    };
}
