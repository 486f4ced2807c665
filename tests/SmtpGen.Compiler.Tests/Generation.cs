using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Compiler.Tests;

/// <summary>One run of the generator over files in memory, and the runs after edits.</summary>
internal sealed class Generation
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _project;

    private Generation(GeneratorDriver driver, CSharpCompilation project)
    {
        _driver = driver.RunGenerators(project);
        _project = project;
    }

    /// <summary>What the generator did in this run.</summary>
    public GeneratorRunResult Result => Assert.Single(_driver.GetRunResult().Results);

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Runs the generator for the first time.</summary>
    public static Generation Run(params IEnumerable<SpecText> files) => Run("Example", [], files);

    /// <summary>Runs the generator for the first time, in a project of a name that the compiler's own rules allow or do not.</summary>
    public static Generation Run(string project, params IEnumerable<SpecText> files) => new(
        CSharpGeneratorDriver.Create([new ProtocolGenerator().AsSourceGenerator()], files, s_parseOptions, new RootNamespace(project)),
        CSharpCompilation.Create("Named"));

    /// <summary>Runs the generator for the first time, in a project that knows other assemblies.</summary>
    public static Generation Run(string project, IEnumerable<MetadataReference> references, params IEnumerable<SpecText> files) => new(
        CSharpGeneratorDriver.Create(
            [new ProtocolGenerator().AsSourceGenerator()],
            files,
            s_parseOptions,
            new RootNamespace(project),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        CSharpCompilation.Create(
            project,
            [Parse($"namespace {project};\n")],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(GrammarMatcher).Assembly.Location), .. references],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                generalDiagnosticOption: ReportDiagnostic.Error,
                nullableContextOptions: NullableContextOptions.Enable)));

    /// <summary>Runs again after an edit of one specification file.</summary>
    public Generation Edit(SpecText old, SpecText edited) => new(_driver.ReplaceAdditionalText(old, edited), _project);

    /// <summary>Runs again after an edit of the project's C#.</summary>
    public Generation EditCode(string code) => new(_driver, _project.ReplaceSyntaxTree(_project.SyntaxTrees[0], Parse(code)));

    /// <summary>What the compiler has to say about the project with the emitted files; what is wrong in a specification is another thing.</summary>
    public IEnumerable<Diagnostic> Diagnostics()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_project, out var compilation, out var findings, TestContext.Current.CancellationToken);
        return compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
            .Concat(findings.Where(finding => !finding.Id.StartsWith("SGP", StringComparison.Ordinal)));
    }

    /// <summary>What the generator has to say about the specifications.</summary>
    public IEnumerable<Diagnostic> Findings()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_project, out _, out var findings, TestContext.Current.CancellationToken);
        return findings.Where(finding => finding.Id.StartsWith("SGP", StringComparison.Ordinal));
    }

    /// <summary>The project with the emitted files, as a reference for others.</summary>
    public MetadataReference ToReference() => MetadataReference.CreateFromImage(Emit());

    /// <summary>The project with the emitted files, ready to run.</summary>
    public Assembly Load() => Assembly.Load(Emit());

    private byte[] Emit()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_project, out var compilation, out _, TestContext.Current.CancellationToken);
        using var assembly = new MemoryStream();
        Assert.True(compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success);
        return assembly.ToArray();
    }

    /// <summary>Why each value of a step is there.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    /// <summary>The emitted files that the compiler reads again, by hint name without its ending.</summary>
    public IEnumerable<string> ReadAgain() => Outputs().Where(output => output.Reason != IncrementalStepRunReason.Cached).Select(output => output.File).Order(StringComparer.Ordinal);

    /// <summary>Why the files of a protocol are there.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons(string protocol) =>
        Outputs().Where(output => output.File.StartsWith(protocol + ".", StringComparison.Ordinal)).Select(output => output.Reason).Distinct();

    private IEnumerable<(string File, IncrementalStepRunReason Reason)> Outputs() =>
        from run in Result.TrackedOutputSteps.SelectMany(step => step.Value)
        let input = Assert.Single(run.Inputs)
        where input.Source.Outputs[input.OutputIndex].Value is (string, string)
        select ((((string HintName, string Text))input.Source.Outputs[input.OutputIndex].Value).HintName.Replace(".g.cs", ""), Assert.Single(run.Outputs).Reason);

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, s_parseOptions, "Code.cs");
}
