using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A class of replies that no code begins with.</summary>
internal static class UnknownClass
{
    public static readonly DiagnosticRule Rule = new("SGP0310", "Reply class does not exist", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var digit in protocol.Classes.Concat(protocol.Helps.SelectMany(h => h.Classes)).Select(c => c.Digit))
        {
            if (digit.Text is not ("1" or "2" or "3" or "4" or "5"))
                report.Add(Rule, digit, $"There is no reply class '{digit}'; the classes are 1 to 5.");
        }
    }
}
