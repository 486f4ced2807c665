using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A text after a status that does not fit into its line. Only a line with a code can go on in another one (RFC 1939 section 3).</summary>
internal static class StatusTextTooLong
{
    public static readonly DiagnosticRule Rule = new("SGP0319", "Reply text is cut", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is null)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => !r.Model.IsWhole))
        {
            for (int i = 0; i < reply.Syntax.Lines.Count && i < reply.Model.Lines.Count; i++)
            {
                // Only the first line has a status before it.
                int room = i == 0 ? TextTooLong.Room(protocol, reply) : protocol.Lines.Reply - 2;
                int length = TextTooLong.Length(reply.Model.Lines[i]);
                if (length > room)
                {
                    report.Add(Rule, reply.Syntax.Lines[i],
                        $"The text has {length} octets and would be cut, as the line has room for {room}; shorten it, or write more octets for 'reply' in 'lines'.");
                }
            }
        }
    }
}
