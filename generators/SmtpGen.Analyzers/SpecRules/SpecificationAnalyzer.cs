using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SourceText = SmtpGen.Language.Text.SourceText;

namespace SmtpGen.Analyzers.SpecRules;

/// <summary>
/// Reports what is wrong with the specification, in the specification. Apart from the generator, so that a finding does
/// not make the generator run again.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecificationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. RoslynFindings.Descriptors];

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
            context.ReportDiagnostic(RoslynFindings.Create(finding));
    }

    private static string? CompiledInto(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + SpecFile.CompiledIntoMetadata, out string? value) && value.Length > 0 ? value : null;

    private static bool HasExtension(AdditionalText file, string extension) =>
        file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
