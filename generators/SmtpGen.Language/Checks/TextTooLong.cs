using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A literal text that does not fit into one reply line.</summary>
internal static class TextTooLong
{
    public static readonly DiagnosticRule Rule = new("SGP0309", "Reply text is folded", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var reply in protocol.Replies.Values.Where(r => !r.Model.IsWhole))
        {
            // Code, separator and CRLF; the enhanced code and its space.
            int room = protocol.Lines.Reply - 6 - (reply.Model.EnhancedCode.Length > 0 ? reply.Model.EnhancedCode.Length + 1 : 0);
            for (int i = 0; i < reply.Syntax.Lines.Count && i < reply.Model.Lines.Count; i++)
            {
                int length = reply.Model.Lines[i].Where(p => p.Kind == TextPartKind.Literal).Sum(p => p.Text.Length);
                if (length > room)
                {
                    report.Add(Rule, reply.Syntax.Lines[i],
                        $"The text has {length} octets and will be folded, as a reply line has room for {room}; write it as several strings.");
                }
            }
        }
    }
}
