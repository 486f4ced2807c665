using Basic.Reference.Assemblies;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmtpGen.Compiler;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>What the generator costs a project of a thousand files that compiles the shipped protocols.</summary>
[Config(typeof(GeneratorConfig))]
public class GeneratorCost
{
    private const int FileCount = 1000;

    private SpecText[] _specs = [];
    private SpecText _smtp = null!;
    private SpecText _edited = null!;
    private SpecText _commented = null!;
    private SpecText _replies = null!;
    private SpecText _reworded = null!;
    private CSharpCompilation _project = null!;
    private CSharpCompilation _typed = null!;
    private GeneratorDriver _warm = null!;

    /// <summary>Reads the specifications and runs the generator once.</summary>
    [GlobalSetup]
    public void Begin()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "protocol");
        _specs = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".protocol" or ".abnf" or ".help")
            .Order(StringComparer.Ordinal)
            .Select(path => new SpecText(path, File.ReadAllText(path)))];
        _smtp = _specs.Single(spec => Path.GetFileName(spec.Path) == "smtp.protocol");
        _edited = _smtp.With("messages 1000 in", "messages 2000 in");
        _commented = _smtp.With("// SMTP as a receiver speaks it.", "// SMTP, as a receiver speaks it.");
        _replies = _specs.Single(spec => Path.GetFileName(spec.Path) == "smtp-replies.protocol");
        _reworded = _replies.With("\"Sender ok\"", "\"Sender accepted\"");
        _project = CSharpCompilation.Create(
            "Project",
            Enumerable.Range(0, FileCount).Select(i => CSharpSyntaxTree.ParseText(Code(i, "1"))),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(GrammarMatcher).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _typed = _project.ReplaceSyntaxTree(_project.SyntaxTrees[0], CSharpSyntaxTree.ParseText(Code(0, "2")));
        _warm = Driver().RunGenerators(_project);
        if (_warm.GetRunResult().GeneratedTrees.Length == 0)
            throw new InvalidOperationException("Nothing was generated.");
    }

    /// <summary>The first run of a driver, as in a build by a process that has not compiled these patterns before.</summary>
    [Benchmark]
    public GeneratorDriver First() => Driver().RunGenerators(_project);

    /// <summary>The first run of a driver, as in a build by a compiler server.</summary>
    [Benchmark]
    public GeneratorDriver FirstOfServer() => Driver().RunGenerators(_project);

    /// <summary>Makes the compiler forget the automata that it keeps, by one that takes all the room there is.</summary>
    [IterationSetup(Target = nameof(First))]
    public void Forget()
    {
        var octets = Enumerable.Range(1, 255).Where(octet => octet is not ('\r' or '\n')).Select(octet => $"%x{octet:X2}");
        var source = new SourceText("pattern", string.Join(' ', Enumerable.Repeat(octets, 16).SelectMany(all => all)));
        int offset = 0;
        var pattern = PatternParser.Parse(source, ref offset, []) ?? throw new InvalidOperationException("The pattern cannot be read.");
        if (AutomatonCompiler.Compile(LinkedGrammar.Link([]), pattern, source, []).Automaton is null)
            throw new InvalidOperationException("Nothing was compiled.");
    }

    /// <summary>A key is pressed in a C# file.</summary>
    [Benchmark]
    public GeneratorDriver KeyInCSharp() => _warm.RunGenerators(_typed);

    /// <summary>A word of smtp.protocol is changed.</summary>
    [Benchmark]
    public GeneratorDriver WordInSpecification() => _warm.ReplaceAdditionalText(_smtp, _edited).RunGenerators(_project);

    /// <summary>The text of a reply is changed.</summary>
    [Benchmark]
    public GeneratorDriver ReplyInSpecification() => _warm.ReplaceAdditionalText(_replies, _reworded).RunGenerators(_project);

    /// <summary>A comment of smtp.protocol is changed.</summary>
    [Benchmark]
    public GeneratorDriver CommentInSpecification() => _warm.ReplaceAdditionalText(_smtp, _commented).RunGenerators(_project);

    private CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ProtocolGenerator().AsSourceGenerator()], _specs);

    private static string Code(int file, string value) =>
        $"namespace Project; public class C{file} {{ public int M(int x) {{ for (int i = 0; i < x; i++) x += i * {value}; return x; }} }}";
}
