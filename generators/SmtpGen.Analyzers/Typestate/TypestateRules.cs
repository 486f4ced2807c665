using Microsoft.CodeAnalysis;
using SmtpGen.Language.Text;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>What the analyzer of client sessions reports.</summary>
internal static class TypestateRules
{
    private const string Category = "SmtpGen.Session";

    public static readonly DiagnosticDescriptor Refused = new(
        "SGP1001", "Command is refused in every state that is possible here",
        "{0} is refused here: the session can only be in {1}; {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1001"));

    public static readonly DiagnosticDescriptor NotAskedFor = new(
        "SGP1002", "Body or line is sent that the server has not asked for",
        "{0} is not asked for here: the session can only be in {1}; {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1002"));

    public static readonly DiagnosticDescriptor Ended = new(
        "SGP1003", "Session is used after its end",
        "{0} comes too late: the session is over ({1}); begin a new one",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1003"));

    public static readonly DiagnosticDescriptor Depends = new(
        "SGP1004", "Reply is ignored on which a later command depends",
        "Whether {0} can be sent later depends on this reply; look at it, or call EnsurePositive()",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: false, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1004"));

    public static readonly DiagnosticDescriptor Contract = new(
        "SGP1005", "Contract about a session's state cannot hold",
        "{0}: the session can only be in {1}, but {2} {3}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: DiagnosticRule.HelpLinkOf("SGP1005"));
}
