using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Language;
using SmtpGen.Language.Fixes;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SourceText = SmtpGen.Language.Text.SourceText;
using TextSpan = SmtpGen.Language.Text.TextSpan;

namespace SmtpGen.Analyzers.SpecRules;

/// <summary>
/// Reports what is wrong with the specification, in the specification. Apart from the generator, so that a finding does
/// not make the generator run again.
/// </summary>
/// <remarks>
/// Every finding is reported by the action for the file it stands in, those that take all files to see as well: an IDE
/// runs these actions for the open files while one types, and actions at the end of a compilation only when it is built.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecificationAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_descriptors =
        Rules.All.ToImmutableDictionary(r => r.Id, ToDescriptor);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. s_descriptors.Values.OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Begin);
    }

    private static void Begin(CompilationStartAnalysisContext context)
    {
        // The files are compiled together once, when the first is asked about.
        var findings = new Lazy<ILookup<string, SpecDiagnostic>>(() => Compile().Diagnostics.ToLookup(d => d.Source.Path, StringComparer.Ordinal));
        context.RegisterAdditionalFileAction(file => Report(file, findings));

        Specification Compile()
        {
            var specs = new List<SpecFile>();
            var grammars = new List<AbnfFile>();
            foreach (var file in context.Options.AdditionalFiles)
            {
                if (ParsedFiles.IsSpec(file) && context.TryGetValue(file, ParsedFiles.Specs, out var spec))
                    specs.Add(spec);
                else if (ParsedFiles.IsGrammar(file) && context.TryGetValue(file, ParsedFiles.Grammars, out var grammar))
                    grammars.Add(grammar);
            }

            return Specification.Compile(specs, grammars);
        }
    }

    private static void Report(AdditionalFileAnalysisContext context, Lazy<ILookup<string, SpecDiagnostic>> findings)
    {
        foreach (var finding in findings.Value[context.AdditionalFile.Path])
        {
            context.ReportDiagnostic(Diagnostic.Create(
                s_descriptors[finding.Rule.Id], ToLocation(finding.Source, finding.Span), FixProperties.Write(finding.Fix), finding.Message));
        }
    }

    private static DiagnosticDescriptor ToDescriptor(DiagnosticRule rule) => new(
        rule.Id, rule.Title, "{0}", "SmtpGen.Specification", ToSeverity(rule.DefaultSeverity), isEnabledByDefault: true, helpLinkUri: rule.HelpLink);

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
