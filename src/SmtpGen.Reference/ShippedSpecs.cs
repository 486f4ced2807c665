using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Reference;

/// <summary>The specifications that come with the program, as they come with the package SmtpGen.Protocols.</summary>
internal static class ShippedSpecs
{
    private const string Folder = "protocol/";

    // No file of a person has such a path.
    private const string Root = "smtpgen:/";

    /// <summary>Specifications and translations; what they declare is compiled into the package.</summary>
    public static IReadOnlyList<SpecFile> Files() =>
        [.. Sources(name => !IsGrammar(name)).Select(source => SpecFile.Parse(source) with { CompiledInto = "SmtpGen.Protocols" })];

    /// <summary>The grammars that they name.</summary>
    public static IReadOnlyList<AbnfFile> Grammars() => [.. Sources(IsGrammar).Select(AbnfParser.ParseFile)];

    private static bool IsGrammar(string name) => name.EndsWith(".abnf", StringComparison.Ordinal);

    private static IEnumerable<SourceText> Sources(Func<string, bool> isWanted)
    {
        var assembly = typeof(ShippedSpecs).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && isWanted(name)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SourceText(Root + name.Replace('\\', '/'), reader.ReadToEnd());
        }
    }
}
