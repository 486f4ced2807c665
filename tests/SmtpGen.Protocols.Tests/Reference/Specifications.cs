using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>The models of the protocols, compiled from the same files as the generated library.</summary>
internal static class Specifications
{
    private static readonly IReadOnlyList<ProtocolModel> s_protocols = Compile();

    public static ProtocolModel Smtp { get; } = Named("Smtp");

    public static ProtocolModel Lmtp { get; } = Named("Lmtp");

    public static ProtocolModel Pop3 { get; } = Named("Pop3");

    private static ProtocolModel Named(string name) => s_protocols.Single(protocol => protocol.Name == name);

    private static IReadOnlyList<ProtocolModel> Compile()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "protocol");
        var sources = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new SourceText(path, File.ReadAllText(path)))
            .ToLookup(source => Path.GetExtension(source.Path));
        var specification = Specification.Compile(
            sources[".protocol"].Concat(sources[".help"]).Select(SpecFile.Parse), sources[".abnf"].Select(AbnfParser.ParseFile));
        return [.. specification.Protocols];
    }
}
