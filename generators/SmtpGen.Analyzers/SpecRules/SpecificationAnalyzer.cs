using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Language;
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
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        var files = new List<SpecFile>();
        var grammars = new List<AbnfFile>();
        foreach (var file in context.Options.AdditionalFiles)
        {
            bool isGrammar = HasExtension(file, ".abnf");
            if (!isGrammar && !HasExtension(file, ".protocol") && !HasExtension(file, ".help"))
                continue;
            var source = new SourceText(file.Path, file.GetText(context.CancellationToken)?.ToString() ?? "");
            if (isGrammar)
                grammars.Add(AbnfParser.ParseFile(source));
            else
                files.Add(SpecFile.Parse(source) with { CompiledInto = CompiledInto(context.Options.AnalyzerConfigOptionsProvider.GetOptions(file)) });
        }

        foreach (var finding in Specification.Compile(files, grammars).Diagnostics)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                s_descriptors[finding.Rule.Id], ToLocation(finding.Source, finding.Span), finding.Message));
        }
    }

    private static string? CompiledInto(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + SpecFile.CompiledIntoMetadata, out string? value) && value.Length > 0 ? value : null;

    private static bool HasExtension(AdditionalText file, string extension) =>
        file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DiagnosticDescriptor ToDescriptor(DiagnosticRule rule) => new(
        rule.Id, rule.Title, "{0}", "SmtpGen.Specification", ToSeverity(rule.DefaultSeverity), isEnabledByDefault: true,
        helpLinkUri: string.Format(CultureInfo.InvariantCulture, "docs/diagnostics.md#{0}", rule.Id));

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
