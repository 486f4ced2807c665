using Microsoft.CodeAnalysis;
using SmtpGen.Language.Text;

namespace SmtpGen.Analyzers;

/// <summary>Kinds of findings in C# as the compiler knows them.</summary>
internal static class Descriptors
{
    /// <summary>A kind of finding, whose number says what it is about and which page explains it.</summary>
    /// <param name="id">Stable identifier, <c>SGP</c> and four digits.</param>
    /// <param name="title">One line that says what is wrong, without particulars.</param>
    /// <param name="message">What is wrong here and what would be right, with slots.</param>
    /// <param name="severity">Severity unless the user configures another.</param>
    /// <param name="isEnabled">Whether it is reported unless the user says so.</param>
    public static DiagnosticDescriptor Of(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning, bool isEnabled = true) =>
        new(id, title, message, CategoryOf(id), severity, isEnabled, helpLinkUri: DiagnosticRule.HelpLinkOf(id));

    private static string CategoryOf(string id) => id.Substring(0, 5) switch
    {
        "SGP10" => "SmtpGen.Session",
        "SGP11" => "SmtpGen.Handler",
        _ => throw new ArgumentException($"{id} is not the id of a finding in C#.", nameof(id)),
    };
}
