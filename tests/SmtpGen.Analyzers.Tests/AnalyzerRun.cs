using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.SpecRules;

namespace SmtpGen.Analyzers.Tests;

/// <summary>The analyzer of specifications, run as the compiler and as an IDE run it.</summary>
internal static class AnalyzerRun
{
    /// <summary>Every analyzer that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(SpecificationAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Prepares a run over these files.</summary>
    public static CompilationWithAnalyzers Begin(IEnumerable<AdditionalText> files, CSharpCompilationOptions? options = null) =>
        CSharpCompilation.Create("Example", options: options ?? new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithAnalyzers([new SpecificationAnalyzer()], new AnalyzerOptions([.. files]));

    /// <summary>What a build reports, in the order of the places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(IEnumerable<AdditionalText> files, CSharpCompilationOptions? options = null)
    {
        var found = await Begin(files, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>A finding as the compiler prints it, without the link to its page.</summary>
    public static string Print(Diagnostic diagnostic) => CSharpDiagnosticFormatter.Instance.Format(diagnostic, CultureInfo.InvariantCulture)
        .Replace($" ({diagnostic.Descriptor.HelpLinkUri})", "", StringComparison.Ordinal);
}
