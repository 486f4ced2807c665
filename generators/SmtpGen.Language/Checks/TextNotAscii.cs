using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A reply text that is not printable ASCII (RFC 5321 section 4.2).</summary>
internal static class TextNotAscii
{
    public static readonly DiagnosticRule Rule = new("SGP0308", "Reply text is not printable ASCII", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var line in protocol.Replies.Values.SelectMany(r => r.Syntax.Lines))
        {
            foreach (char found in line.Text.Where(c => c is < ' ' or '\x7f' || (c > '~' && !protocol.Lines.TakesUtf8)).Take(1))
            {
                report.Add(Rule, line,
                    $"The character U+{(int)found:X4} cannot stand in a reply; write printable ASCII only, or say 'lines {{ replies utf8 }}'.");
            }
        }
    }
}
