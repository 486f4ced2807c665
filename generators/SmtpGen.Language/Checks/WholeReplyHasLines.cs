using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply that is one line by its nature, and has several, or more than fits into one.</summary>
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

        foreach (var reply in protocol.Replies.Values.Where(r => r.Model.IsWhole))
        {
            int room = TextTooLong.Room(protocol, reply);
            int length = TextTooLong.Length(reply.Model.Lines[0]);
            if (length > room)
            {
                report.Add(Rule, reply.Syntax.Lines[0],
                    $"'{reply.Model.Name}' is one whole line, but its text has {length} octets and a reply line has room for {room}; shorten it, or remove 'whole'.");
            }
        }
    }
}
