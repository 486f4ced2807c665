using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A translation of a reply that the protocol does not have.</summary>
internal static class TranslationOfNothing
{
    public static readonly DiagnosticRule Rule = new("SGP0503", "Translated reply does not exist", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var entry in protocol.Helps.Where(h => h.Protocol.Text == protocol.Syntax.Name.Text).SelectMany(h => h.Replies).Where(e => protocol.Replies.TryUse(e.Reply.Text) < 0))
        {
            report.Add(Rule, entry.Reply,
                $"The protocol '{protocol.Syntax.Name}' has no reply '{entry.Reply}'; correct the name or remove the translation.");
        }
    }
}
