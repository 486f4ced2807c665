using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.Compiler.Findings;

namespace SmtpGen.Analyzers.Tests;

/// <summary>The analyzer of specifications, run as an IDE runs it.</summary>
internal static class AnalyzerRun
{
    /// <summary>Every analyzer that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. new[] { typeof(SpecificationAnalyzer), typeof(SessionAnalyzer) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Prepares a run over these files.</summary>
    /// <param name="files">The specification files.</param>
    /// <param name="options">Options of the compilation.</param>
    /// <param name="isDesignTime">Whether an IDE compiles; otherwise a build.</param>
    public static CompilationWithAnalyzers Begin(
        IEnumerable<AdditionalText> files, CSharpCompilationOptions? options = null, bool isDesignTime = true) =>
        CSharpCompilation.Create("Example", options: options ?? new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithAnalyzers([new SpecificationAnalyzer()], new AnalyzerOptions([.. files], new DesignTime(isDesignTime)));

    /// <summary>What an IDE shows of all files, in the order of the places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(IEnumerable<AdditionalText> files, CSharpCompilationOptions? options = null)
    {
        var found = await Begin(files, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>A finding as the compiler prints it, without the link to its page.</summary>
    public static string Print(Diagnostic diagnostic) => CSharpDiagnosticFormatter.Instance.Format(diagnostic, CultureInfo.InvariantCulture)
        .Replace($" ({diagnostic.Descriptor.HelpLinkUri})", "", StringComparison.Ordinal);
}
