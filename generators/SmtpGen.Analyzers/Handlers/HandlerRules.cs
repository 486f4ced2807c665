using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>What the analyzers of handlers report.</summary>
internal static class HandlerRules
{
    public static readonly DiagnosticDescriptor Surplus = Descriptors.Of(
        "SGP1101", "Method looks like a decision of the handler and is never called",
        "{0} is never called: {1}");

    public static readonly DiagnosticDescriptor Missing = Descriptors.Of(
        "SGP1102", "Handler decides about one half of an exchange only",
        "{0} overrides {1} but not {2}, which gives the same kind of answer and so is always the first one of the specification",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor CodeInText = Descriptors.Of(
        "SGP1103", "Text of a reply begins with a code, which the reply has already",
        "The text of {0} begins with {1}, which would be sent twice: codes are written for you, so leave them out of the text");

    public static readonly DiagnosticDescriptor DefaultResult = Descriptors.Of(
        "SGP1104", "Handler returns a result that chooses no reply",
        "A default {0} chooses no reply and is answered as a failure of the handler: return a member of {0}, such as {1}");
}
