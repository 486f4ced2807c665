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
        foreach (var uses in ReplyUse.All(protocol).GroupBy(u => u.Reply))
        {
            var reply = protocol.Replies[uses.Key];
            for (int i = 0; i < reply.Model.Lines.Count; i++)
            {
                foreach (string slot in reply.Model.Lines[i].Where(p => p.Kind == TextPartKind.Capture).Select(p => p.Text).Distinct())
                {
                    if (uses.FirstOrDefault(u => u.Command?.Captures.Any(c => c.Name == slot) != true) is { } use)
                        report.Add(Rule, reply.Syntax.Lines[i], Message(slot, reply.Model.Name, use));
                }
            }
        }
    }

    private static string Message(string slot, string reply, ReplyUse use) => use.Command is { } command
        ? $"{command.Syntax.Verb} answers '{reply}' but captures no '{slot}'; write ({slot}: RULE) in its arguments, or correct the slot."
        : $"'{reply}' answers no command here, so nothing fills '{{{slot}}}'; correct the slot, or use another reply.";
}
