using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A class of replies that SMTP does not have (RFC 5321 section 4.2.1).</summary>
internal static class UnknownClass
{
    public static readonly DiagnosticRule Rule = new("SGP0310", "Reply class does not exist", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var digit in protocol.Classes.Concat(protocol.Helps.SelectMany(h => h.Classes)).Select(c => c.Digit))
        {
            if (digit.Text is not ("2" or "3" or "4" or "5"))
                report.Add(Rule, digit, $"There is no reply class '{digit}'; the classes are 2, 3, 4 and 5 (RFC 5321 section 4.2.1).");
        }
    }
}
