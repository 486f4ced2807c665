using Microsoft.CodeAnalysis;
using SmtpGen.Language.Text;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>What the analyzer of handlers reports.</summary>
internal static class HandlerRules
{
    private const string Category = "SmtpGen.Handler";

    public static readonly DiagnosticDescriptor Surplus = new(
        "SGP1101", "Method looks like a decision of the handler and is never called",
        "{0} is never called: {1}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1101"));

    public static readonly DiagnosticDescriptor Missing = new(
        "SGP1102", "Handler decides about one half of an exchange only",
        "{0} overrides {1} but not {2}, which gives the same kind of answer and so is always the first one of the specification",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1102"));

    public static readonly DiagnosticDescriptor CodeInText = new(
        "SGP1103", "Text of a reply begins with a code, which the reply has already",
        "The text of {0} begins with {1}, which would be sent twice: codes are written for you, so leave them out of the text",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1103"));
}
