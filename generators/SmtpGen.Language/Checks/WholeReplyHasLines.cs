using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that is one line by its nature, and has several.</summary>
internal static class WholeReplyHasLines
{
    public static readonly DiagnosticRule Rule = new("SGP0317", "Whole reply has several lines", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var reply in protocol.Replies.Values.Where(r => r.Model.IsWhole && r.Syntax.Lines.Count > 1))
        {
            report.Add(Rule, reply.Syntax.Lines[1],
                $"'{reply.Model.Name}' is one whole line, but has {reply.Syntax.Lines.Count} texts; write one text, or remove 'whole'.");
        }
    }
}
