using Microsoft.CodeAnalysis;
using SmtpGen.Compiler.Emit;
using SmtpGen.Compiler.Findings;
using SmtpGen.Compiler.Inputs;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler;

/// <summary>
/// Compiles the specification files of a project into its protocols. The steps pass on plain values that are equal when
/// they say the same, so that an edit runs again only what it touches. A broken file contributes what could be
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
            .WithTrackingName(TrackingNames.ParseSpec);

        var grammars = files
            .Where(static file => SpecificationFiles.IsGrammar(file.Path))
            .Select(static (file, _) => AbnfParser.ParseFile(new SourceText(file.Path, file.Text)))
            .WithTrackingName(TrackingNames.ParseGrammar);

        // From here on a comment is not seen any more.
        var saidBySpecs = specs
            .Select(static (file, _) => new SaidBy<SpecFile>(file, $"{file.Source.Path}\n{file.CompiledInto}\n{file.Meaning()}"))
            .WithTrackingName(TrackingNames.SpecMeaning)
            .Collect();

        var saidByGrammars = grammars
            .Select(static (file, _) => new SaidBy<AbnfFile>(file, $"{file.Source.Path}\n{file.Meaning()}"))
            .WithTrackingName(TrackingNames.GrammarMeaning)
            .Collect();

        var compiled = saidBySpecs.Combine(saidByGrammars)
            .Select(static (all, _) => CompiledFiles.From([.. all.Left.Select(said => said.File)], [.. all.Right.Select(said => said.File)]))
            .WithTrackingName(TrackingNames.BindProtocols);

        var protocols = compiled
            .SelectMany(static (all, _) => all.Protocols.AsImmutableArray())
            .WithTrackingName(TrackingNames.Protocol);

        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? value) ? Names.Namespace(value) : "");

        // Each file is a value by itself, so that the compiler parses only those whose text has changed.
        var emitted = protocols.Combine(rootNamespace)
            .SelectMany(static (input, _) => ProtocolEmitter.Emit(input.Left.Model, input.Right, input.Left.Shared))
            .WithTrackingName(TrackingNames.EmitFile);
        context.RegisterSourceOutput(emitted, static (output, file) => output.AddSource(file.HintName, file.Text));

        // The errors are looked for where they stand now, which no step before them knows.
        var errors = compiled.Combine(specs.Collect().Combine(grammars.Collect()))
            .Select(static (input, _) => input.Left.ErrorsIn(input.Right.Left, input.Right.Right))
            .WithTrackingName(TrackingNames.LocateErrors);
        var reportsErrors = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => Reporter.LeavesErrorsToGenerator(options.GlobalOptions));
        context.RegisterSourceOutput(
            errors.Combine(reportsErrors).SelectMany(static (input, _) => input.Right ? input.Left.AsImmutableArray() : []),
            static (output, error) => output.ReportDiagnostic(RoslynFindings.Create(error)));
    }

    private sealed record SourceFile(string Path, string Text, string? CompiledInto);
}
