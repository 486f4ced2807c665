using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A body that no command reads.</summary>
internal static class BodyNotRead
{
    public static readonly DiagnosticRule Rule = new("SGP0213", "Body is never read", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        // A protocol that extends another may have removed the command that read an inherited body.
        if (protocol.Syntax.Extends is not null)
            return;
        foreach (var (name, _) in protocol.Bodies.Unused)
            report.Add(Rule, name, $"No command reads the body '{name}'; write 'then read {name} as dotted' after a 3xx reply, or remove it.");
    }
}
