using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Fuzz.Targets;

/// <summary>The models of the shipped protocols.</summary>
internal static class ShippedSpecifications
{
    private static readonly Lazy<IReadOnlyList<ProtocolModel>> s_protocols = new(Compile);

    /// <summary>The protocol of that name.</summary>
    public static ProtocolModel Named(string name) => s_protocols.Value.Single(protocol => protocol.Name == name);

    private static IReadOnlyList<ProtocolModel> Compile()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "protocol"), "*", SearchOption.AllDirectories)
            .Select(path => new SourceText(path, File.ReadAllText(path)))
            .ToLookup(source => Path.GetExtension(source.Path));
        return Specification.Compile(
            sources[".protocol"].Concat(sources[".help"]).Select(SpecFile.Parse), sources[".abnf"].Select(AbnfParser.ParseFile)).Protocols;
    }
}
