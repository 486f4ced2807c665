using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A literal text that does not fit into one reply line.</summary>
internal static class TextTooLong
{
    public static readonly DiagnosticRule Rule = new("SGP0309", "Reply text is folded", Severity.Warning);

    /// <summary>Octets of text that fit into a line of a reply.</summary>
    public static int Room(BoundProtocol protocol, BoundReply reply)
    {
        // Code, separator and CRLF; the enhanced code and its space.
        int prefix = protocol.Statuses is null ? 4 : reply.Model.Status is { Text.Length: > 0 } status ? 1 + Length(status.Parts) : 0;
        return protocol.Lines.Reply - prefix - 2 - (reply.Model.EnhancedCode.Length > 0 ? reply.Model.EnhancedCode.Length + 1 : 0);
    }

    /// <summary>Octets of a text that are known without its slots.</summary>
    public static int Length(IEnumerable<TextPart> line) => line.Where(p => p.Kind == TextPartKind.Literal).Sum(p => p.Text.Length);

    public static void Run(BoundProtocol protocol, Report report)
    {
        if (protocol.Statuses is not null)
            return;
        foreach (var reply in protocol.Replies.Values.Where(r => !r.Model.IsWhole))
        {
            int room = Room(protocol, reply);
            for (int i = 0; i < reply.Syntax.Lines.Count && i < reply.Model.Lines.Count; i++)
            {
                int length = Length(reply.Model.Lines[i]);
                if (length > room)
                {
                    report.Add(Rule, reply.Syntax.Lines[i],
                        $"The text has {length} octets and will be folded, as a reply line has room for {room}; write it as several strings.");
                }
            }
        }
    }
}
