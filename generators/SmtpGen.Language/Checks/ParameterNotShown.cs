using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A value that whoever chooses the reply gives in vain.</summary>
internal static class ParameterNotShown
{
    public static readonly DiagnosticRule Rule = new("SGP0312", "Reply parameter is not shown", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var reply in protocol.Replies.Values)
        {
            var shown = new HashSet<string>(reply.Model.Lines.SelectMany(l => l).Where(p => p.Kind == TextPartKind.Parameter).Select(p => p.Text));
            foreach (var parameter in reply.Syntax.Parameters.Select(p => p.Name).Where(name => !shown.Contains(name.Text)))
            {
                report.Add(Rule, parameter,
                    $"No text of '{reply.Model.Name}' shows '{parameter}'; write {{{parameter}}} into the text, or remove the parameter.");
            }
        }
    }
}
