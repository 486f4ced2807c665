using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Reference.Tests;

/// <summary>The protocols that come with the program, and those of the samples.</summary>
internal static class Protocols
{
    private static readonly Lazy<Specification> s_all = new(Compile);

    /// <summary>The names of all.</summary>
    public static TheoryData<string> Names => [.. All.Protocols.Select(protocol => protocol.Name)];

    public static Specification All => s_all.Value;

    public static ProtocolModel Find(string name) => All.Protocols.First(protocol => protocol.Name == name);

    private static Specification Compile()
    {
        var shipped = ShippedSpecs.Files().Select(file => file with { CompiledInto = null });
        return Specification.Compile(
            [.. shipped, .. Samples("*.protocol").Select(SpecFile.Parse)],
            [.. ShippedSpecs.Grammars(), .. Samples("*.abnf").Select(AbnfParser.ParseFile)]);
    }

    private static IEnumerable<SourceText> Samples(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new SourceText(path, File.ReadAllText(path)));
}
