using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A text that the application gives in vain.</summary>
internal static class WordNotShown
{
    public static readonly DiagnosticRule Rule = new("SGP0318", "Text of a session is never shown", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed what showed an inherited text.
        if (protocol.Syntax.Extends is not null)
            return;
        foreach (var (name, _) in protocol.Words.Unused)
            report.Add(Rule, name, $"Nothing shows '{name}'; write {{{name}}} into a reply or after the keyword of an extension, or remove it.");
    }
}
