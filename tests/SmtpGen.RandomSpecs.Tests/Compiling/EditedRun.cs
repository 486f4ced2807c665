using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Compiler;

namespace SmtpGen.RandomSpecs.Compiling;

/// <summary>A run of the generator, the first one or one after an edit.</summary>
internal sealed class EditedRun
{
    private static readonly CSharpCompilation s_project = CSharpCompilation.Create("Random");

    private readonly GeneratorDriver _driver;
    private readonly InMemory _spec;
    private readonly InMemory _rules;

    private EditedRun(GeneratorDriver driver, InMemory spec, InMemory rules)
    {
        _driver = driver.RunGenerators(s_project);
        _spec = spec;
        _rules = rules;
    }

    /// <summary>The specification.</summary>
    public string Text => _spec.Content;

    /// <summary>The grammar that it names.</summary>
    public string Grammar => _rules.Content;

    /// <summary>Why what the files were bound to is there.</summary>
    public IncrementalStepRunReason Reason => Result.TrackedSteps[TrackingNames.BindProtocols].Single().Outputs.Single().Reason;

    /// <summary>The errors, each with its place.</summary>
    public IReadOnlyList<string> Findings => [.. Result.Diagnostics.Select(finding => $"{finding.Location.GetLineSpan()} {finding.Location.SourceSpan} {finding.Id} {finding.GetMessage()} {string.Join(",", finding.Properties)}")];

    private GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>Runs the generator for the first time.</summary>
    public static EditedRun First(string text, string grammar)
    {
        var spec = new InMemory("/spec/random.protocol", text);
        var rules = new InMemory("/spec/rules.abnf", grammar);
        var driver = CSharpGeneratorDriver.Create(
            [new ProtocolGenerator().AsSourceGenerator()], [spec, rules], driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new EditedRun(driver, spec, rules);
    }

    /// <summary>Runs it again after an edit.</summary>
    public EditedRun Edit(string text, string grammar)
    {
        var spec = new InMemory(_spec.Path, text);
        var rules = grammar == Grammar ? _rules : new InMemory(_rules.Path, grammar);
        return new EditedRun(_driver.ReplaceAdditionalText(_spec, spec).ReplaceAdditionalText(_rules, rules), spec, rules);
    }

    /// <summary>In what this run differs from another over the same files; null: in nothing.</summary>
    public string? Differs(EditedRun other)
    {
        if (Result.Exception is { } failure)
            return $"It threw {failure}";
        if (!Findings.SequenceEqual(other.Findings))
            return $"Found:\n{string.Join("\n", Findings)}\nand by a first run:\n{string.Join("\n", other.Findings)}";
        var (files, others) = (Files(), other.Files());
        return files.Keys.Union(others.Keys).FirstOrDefault(name => files.GetValueOrDefault(name) != others.GetValueOrDefault(name)) is { } file ? $"{file} differs." : null;
    }

    private Dictionary<string, string> Files() => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    private sealed class InMemory(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public string Content => text;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
