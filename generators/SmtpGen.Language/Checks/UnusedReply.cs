using SmtpGen.Language.Binding;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that nothing gives.</summary>
internal static class UnusedReply
{
    public static readonly DiagnosticRule Rule = new("SGP0301", "Reply is never used", Severity.Warning) { IsFixable = true };

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed what used an inherited reply.
        if (protocol.Syntax.Extends is not null)
            return;
        foreach (var (name, _) in protocol.Replies.Unused.Where(reply => !Families.Have(reply.Name.Source)))
            report.Add(Rule, name, $"Nothing gives the reply '{name}'; use it or remove it.", RemoveReply.Fix(protocol.Files, name.Text));
    }
}
