using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>What the parser reports.</summary>
public static class SyntaxRules
{
    /// <summary>The text does not follow the language's grammar.</summary>
    public static readonly DiagnosticRule UnexpectedToken = new("SGP0001", "Specification cannot be read here", Severity.Error);

    /// <summary>A string does not end on its line.</summary>
    public static readonly DiagnosticRule UnterminatedString = new("SGP0002", "String has no end", Severity.Error);

    /// <summary>A number is none, or out of range.</summary>
    public static readonly DiagnosticRule BadNumber = new("SGP0003", "Number expected", Severity.Error);
}
