using Microsoft.CodeAnalysis;
using SmtpGen.Compiler.Emit;
using SmtpGen.Compiler.Findings;
using SmtpGen.Compiler.Inputs;
using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler;

/// <summary>
/// Compiles the specification files of a project into its protocols. The steps pass on plain values that are equal when
/// their text is, so that an edit runs again only what it touches. A broken file contributes what could be
/// read of it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static file => SpecificationFiles.IsSpec(file.Path) || SpecificationFiles.IsGrammar(file.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancel) => new SourceFile(
                file.Left.Path, file.Left.GetText(cancel)?.ToString() ?? "", SpecificationFiles.CompiledInto(file.Right.GetOptions(file.Left))))
            .WithTrackingName(TrackingNames.ReadSpec);

        var specs = files
            .Where(static file => SpecificationFiles.IsSpec(file.Path))
            .Select(static (file, _) => SpecFile.Parse(new SourceText(file.Path, file.Text)) with { CompiledInto = file.CompiledInto })
            .WithTrackingName(TrackingNames.ParseSpec)
            .Collect();

        var grammars = files
            .Where(static file => SpecificationFiles.IsGrammar(file.Path))
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

        var reportsErrors = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => Reporter.LeavesErrorsToGenerator(options.GlobalOptions));
        context.RegisterSourceOutput(
            compiled.Combine(reportsErrors).SelectMany(static (input, _) => input.Right ? input.Left.Errors.AsImmutableArray() : []),
            static (output, error) => output.ReportDiagnostic(RoslynFindings.Create(error)));
    }

    private static void Emit(SourceProductionContext output, ProtocolModel protocol, string rootNamespace)
    {
        foreach (var (hintName, text) in ProtocolEmitter.Emit(protocol, rootNamespace))
            output.AddSource(hintName, text);
    }

    private sealed record Compiled(EquatableArray<ProtocolModel> Protocols, EquatableArray<SpecDiagnostic> Errors)
    {
        public static Compiled From(Specification all) => new(
            all.Protocols.Where(protocol => protocol.CompiledInto is null).ToEquatableArray(),
            all.Diagnostics.Where(Reporter.IsError).ToEquatableArray());
    }

    private sealed record SourceFile(string Path, string Text, string? CompiledInto);
}
