using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A slot of an unsolicited reply that says something of a command, or of what a session is doing: others fill it, at any time.</summary>
internal static class UnsolicitedSlot
{
    public static readonly DiagnosticRule Rule = new("SGP0315", "Unsolicited reply has a slot of a command", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var unsolicited in protocol.Unsolicited)
        {
            var reply = protocol.Replies[unsolicited.Model.Reply].Model;
            var parts = (reply.Status?.Parts ?? []).Concat(reply.Lines.SelectMany(line => line));
            if (parts.FirstOrDefault(part => !Lasts(part.Kind)) is { } slot)
            {
                report.Add(Rule, unsolicited.At,
                    $"'{reply.Name}' is sent whatever the client does, so nothing fills '{{{slot.Text}}}'; only values, {{host}}, {{line-max}}, {{path}} and limits can stand in it.");
            }
        }
    }

    private static bool Lasts(TextPartKind kind) => kind is TextPartKind.Literal or TextPartKind.Host or TextPartKind.LineMax
        or TextPartKind.Path or TextPartKind.Limit or TextPartKind.Parameter or TextPartKind.ParameterLength;
}
