using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that needs a value where no handler chooses it.</summary>
internal static class ParameterWithoutHandler
{
    public static readonly DiagnosticRule Rule = new("SGP0314", "Nothing gives the reply its parameter", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var use in ReplyUse.All(protocol).Where(u => !u.IsDecided))
        {
            var reply = protocol.Replies[use.Reply];
            if (reply.Syntax.Parameters.Count > 0)
            {
                report.Add(Rule, use.At,
                    $"No handler chooses '{reply.Model.Name}' here, so nothing gives its '{reply.Syntax.Parameters[0].Name}'; use a reply without parameters.");
            }
        }
    }
}
