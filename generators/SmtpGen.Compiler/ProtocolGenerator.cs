using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.SpecRules;
using SmtpGen.Compiler.Emit;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler;

/// <summary>
/// Compiles the specification files of a project into its protocols. The steps pass on plain values that are equal when
/// their text is, so that an edit runs again only what it touches. Findings are the analyzer's to report, except for
/// errors, which both do; a broken file contributes what could be read of it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static file => IsSpec(file.Path) || IsGrammar(file.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancel) => new SourceFile(
                file.Left.Path, file.Left.GetText(cancel)?.ToString() ?? "", CompiledInto(file.Right.GetOptions(file.Left))))
            .WithTrackingName(TrackingNames.ReadSpec);

        var specs = files
            .Where(static file => IsSpec(file.Path))
            .Select(static (file, _) => SpecFile.Parse(new SourceText(file.Path, file.Text)) with { CompiledInto = file.CompiledInto })
            .WithTrackingName(TrackingNames.ParseSpec)
            .Collect();

        var grammars = files
            .Where(static file => IsGrammar(file.Path))
            .Select(static (file, _) => AbnfParser.ParseFile(new SourceText(file.Path, file.Text)))
            .WithTrackingName(TrackingNames.ParseGrammar)
            .Collect();

        var compiled = specs.Combine(grammars)
            .Select(static (all, _) => Compiled.From(Specification.Compile(all.Left, all.Right)))
            .WithTrackingName(TrackingNames.BindProtocols);

        var protocols = compiled
            .SelectMany(static (all, _) => all.Protocols.AsImmutableArray())
            .WithTrackingName(TrackingNames.Protocol);

        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? value) ? Names.Namespace(value) : "");

        context.RegisterSourceOutput(
            protocols.Combine(rootNamespace),
            static (output, input) => Emit(output, input.Left, input.Right));

        // Code that counts on what a broken specification lacks does not compile, and then no analyzer is heard.
        context.RegisterSourceOutput(compiled.SelectMany(static (all, _) => all.Errors.AsImmutableArray()), Report);
    }

    private static bool IsSpec(string path) =>
        path.EndsWith(".protocol", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".help", StringComparison.OrdinalIgnoreCase);

    private static bool IsGrammar(string path) => path.EndsWith(".abnf", StringComparison.OrdinalIgnoreCase);

    private static void Emit(SourceProductionContext output, ProtocolModel protocol, string rootNamespace)
    {
        foreach (var (hintName, text) in ProtocolEmitter.Emit(protocol, rootNamespace))
            output.AddSource(hintName, text);
    }

    private static string? CompiledInto(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + SpecFile.CompiledIntoMetadata, out string? value) && value.Length > 0 ? value : null;

    private static void Report(SourceProductionContext output, SpecDiagnostic error) => output.ReportDiagnostic(RoslynFindings.Create(error));

    private sealed record Compiled(EquatableArray<ProtocolModel> Protocols, EquatableArray<SpecDiagnostic> Errors)
    {
        public static Compiled From(Specification all) => new(
            all.Protocols.Where(protocol => protocol.CompiledInto is null).ToEquatableArray(),
            all.Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).ToEquatableArray());
    }

    private sealed record SourceFile(string Path, string Text, string? CompiledInto);
}
