using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A refusal that does not say what to do.</summary>
internal static class ReplyNotExplained
{
    public static readonly DiagnosticRule Rule = new("SGP0501", "Refusal is not explained", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (!protocol.CodeRules.RefusalsExplained)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => !r.Model.IsPositive))
        {
            var help = reply.Model.Help;
            var missing = new[] { ("meaning", help.Meaning), ("seen", help.Seen), ("fix", help.Fix) }
            .Where(t => t.Item2.Length == 0).Select(t => t.Item1).ToList();
            if (missing.Count > 0)
            {
                report.Add(Rule, reply.Syntax.Name,
                    $"The refusal '{reply.Model.Name}' lacks {string.Join(", ", missing)}; add {{ {missing[0]} \"...\" }} after its text.");
            }
        }
    }
}
