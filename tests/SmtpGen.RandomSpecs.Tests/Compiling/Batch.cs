using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmtpGen.Compiler.Emit;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Compiling;

/// <summary>Many specifications in one C# compilation, each in a namespace of its own.</summary>
internal static partial class Batch
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
    private static readonly MetadataReference[] s_references =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ProtocolOptions).Assembly.Location)];

    /// <summary>What is wrong with the generated code, by the number of the specification; and the assembly where nothing is.</summary>
    /// <param name="specs">Specifications without findings.</param>
    public static (IReadOnlyDictionary<int, string> Wrong, Assembly? Assembly, AssemblyLoadContext? Context) Compile(IReadOnlyList<CompiledSpec> specs)
    {
        var wrong = new Dictionary<int, string>();
        var trees = new List<SyntaxTree>();
        for (int i = 0; i < specs.Count; i++)
        {
            try
            {
                trees.AddRange(Parse(specs[i], i));
            }
            catch (Exception failure)
            {
                wrong.TryAdd(i, "emission threw " + failure);
            }
        }

        var compilation = CSharpCompilation.Create(
            "Random",
            trees,
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Debug));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        foreach (var diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info))
        {
            int number = diagnostic.Location.SourceTree is { } tree ? int.Parse(tree.FilePath.Split('/')[0]) : -1;
            wrong.TryAdd(number, diagnostic.ToString());
        }

        if (wrong.Count > 0 || !result.Success)
            return (wrong, null, null);
        image.Position = 0;
        var context = new AssemblyLoadContext("Random", isCollectible: true);
        return (wrong, context.LoadFromStream(image), context);
    }

    /// <summary>The namespace that the protocols of a specification lie in.</summary>
    public static string Root(int number) => $"Random{number}";

    private static IEnumerable<SyntaxTree> Parse(CompiledSpec spec, int number)
    {
        foreach (var model in spec.Protocols)
        {
            var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (hint, text) in ProtocolEmitter.Emit(model, Root(number)))
            {
                if (!hints.Add(hint))
                    throw new InvalidOperationException($"Two files are called {hint}.");
                yield return CSharpSyntaxTree.ParseText(text, s_parseOptions, $"{number}/{hint}");
                if (hint.EndsWith(".Handler.g.cs", StringComparison.Ordinal))
                    yield return CSharpSyntaxTree.ParseText(HandlerCode.Of(Namespace().Match(text).Groups[1].Value, text), s_parseOptions, $"{number}/{HandlerCode.Class}.cs");
            }
        }
    }

    [GeneratedRegex(@"^namespace (.+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
