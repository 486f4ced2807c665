using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Language;
using SmtpGen.Language.Text;
using SourceText = SmtpGen.Language.Text.SourceText;
using TextSpan = SmtpGen.Language.Text.TextSpan;

namespace SmtpGen.Compiler.Findings;

/// <summary>Findings in specifications as the C# compiler knows them.</summary>
internal static class RoslynFindings
{
    private static readonly Dictionary<string, DiagnosticDescriptor> s_descriptors = Rules.All.ToDictionary(rule => rule.Id, ToDescriptor);

    /// <summary>All kinds of findings, by their ids.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => s_descriptors.Values.OrderBy(d => d.Id, StringComparer.Ordinal);

    /// <summary>A finding at its place.</summary>
    public static Diagnostic Create(SpecDiagnostic finding) => Diagnostic.Create(
        s_descriptors[finding.Rule.Id], ToLocation(finding.Source, finding.Span), FixProperties.Write(finding.Fix), VisibleText.Of(finding.Message));

    private static DiagnosticDescriptor ToDescriptor(DiagnosticRule rule) => new(
        rule.Id, rule.Title, "{0}", "SmtpGen.Specification", ToSeverity(rule.DefaultSeverity), isEnabledByDefault: true,
        helpLinkUri: DiagnosticRule.HelpLinkOf(rule.Id));

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
