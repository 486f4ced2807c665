using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Compiler.Inputs;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Findings;

/// <summary>Reports what is wrong with the specification: in an IDE everything, in a build what is not an error.</summary>
/// <remarks>
/// Every finding is reported by the action for the file it stands in, those that take all files to see as well: an IDE
/// runs these actions for the open files while one types, and actions at the end of a compilation only when it is built.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecificationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. RoslynFindings.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Begin);
    }

    private static void Begin(CompilationStartAnalysisContext context)
    {
        bool leavesErrors = Reporter.LeavesErrorsToGenerator(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);

        // The files are compiled together once, when the first is asked about.
        var findings = new Lazy<ILookup<string, SpecDiagnostic>>(() => Compile().Diagnostics
            .Where(finding => !leavesErrors || !Reporter.IsError(finding))
            .ToLookup(finding => finding.Source.Path, StringComparer.Ordinal));
        context.RegisterAdditionalFileAction(file => Report(file, findings));

        Specification Compile()
        {
            var specs = new List<SpecFile>();
            var grammars = new List<AbnfFile>();
            foreach (var file in context.Options.AdditionalFiles)
            {
                if (SpecificationFiles.IsSpec(file.Path) && context.TryGetValue(file, ParsedFiles.Specs, out var spec))
                    specs.Add(spec with { CompiledInto = SpecificationFiles.CompiledInto(context.Options.AnalyzerConfigOptionsProvider.GetOptions(file)) });
                else if (SpecificationFiles.IsGrammar(file.Path) && context.TryGetValue(file, ParsedFiles.Grammars, out var grammar))
                    grammars.Add(grammar);
            }

            return Specification.Compile(specs, grammars);
        }
    }

    private static void Report(AdditionalFileAnalysisContext context, Lazy<ILookup<string, SpecDiagnostic>> findings)
    {
        foreach (var finding in findings.Value[context.AdditionalFile.Path])
            context.ReportDiagnostic(RoslynFindings.Create(finding));
    }
}
