using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Language;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Text;
using SourceText = SmtpGen.Language.Text.SourceText;
using TextSpan = SmtpGen.Language.Text.TextSpan;

namespace SmtpGen.Analyzers.SpecRules;

/// <summary>
/// Findings as the compiler knows them. The generator compiles this file too: what both report is equal, and the compiler
/// shows it once.
/// </summary>
internal static class RoslynFindings
{
    private static readonly Dictionary<string, DiagnosticDescriptor> s_descriptors = Rules.All.ToDictionary(rule => rule.Id, ToDescriptor);

    /// <summary>All kinds of findings, by their ids.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => s_descriptors.Values.OrderBy(d => d.Id, StringComparer.Ordinal);

    /// <summary>A finding at its place.</summary>
    /// <remarks>The compiler takes two for equal only where their messages are one object, whoever made them.</remarks>
    public static Diagnostic Create(SpecDiagnostic finding) => Diagnostic.Create(
        s_descriptors[finding.Rule.Id], ToLocation(finding.Source, finding.Span), FixProperties.Write(finding.Fix), string.Intern(finding.Message));

    private static DiagnosticDescriptor ToDescriptor(DiagnosticRule rule) =>
        Descriptors.Of(rule.Id, rule.Title, "{0}", ToSeverity(rule.DefaultSeverity));

    private static DiagnosticSeverity ToSeverity(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    private static Location ToLocation(SourceText source, TextSpan span)
    {
        var start = source.GetLinePosition(span.Start);
        var end = source.GetLinePosition(span.End);
        return Location.Create(
            source.Path,
            new Microsoft.CodeAnalysis.Text.TextSpan(span.Start, span.Length),
            new LinePositionSpan(new LinePosition(start.Line - 1, start.Column - 1), new LinePosition(end.Line - 1, end.Column - 1)));
    }
}
