using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>What the analyzer of client sessions reports.</summary>
internal static class TypestateRules
{
    public static readonly DiagnosticDescriptor Refused = Descriptors.Of(
        "SGP1001", "Command is refused in every state that is possible here",
        "{0} is refused here: the session can only be in {1}; {2}");

    public static readonly DiagnosticDescriptor NotAskedFor = Descriptors.Of(
        "SGP1002", "Body or line is sent that the server has not asked for",
        "{0} is not asked for here: the session can only be in {1}; {2}");

    public static readonly DiagnosticDescriptor Ended = Descriptors.Of(
        "SGP1003", "Session is used after its end",
        "{0} comes too late: the session is over ({1}); begin a new one");

    public static readonly DiagnosticDescriptor Depends = Descriptors.Of(
        "SGP1004", "Reply is ignored on which a later command depends",
        "Whether {0} can be sent later depends on this reply; look at it, or call EnsurePositive()",
        DiagnosticSeverity.Info, isEnabled: false);

    public static readonly DiagnosticDescriptor Contract = Descriptors.Of(
        "SGP1005", "Contract about a session's state cannot hold",
        "{0}: the session can only be in {1}, but {2} {3}");
}
