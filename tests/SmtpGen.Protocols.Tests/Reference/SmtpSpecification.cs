using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>The model of smtp.protocol, compiled from the same files as the generated library.</summary>
internal static class SmtpSpecification
{
    public static ProtocolModel Model { get; } = Compile();

    private static ProtocolModel Compile()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "protocol");
        var sources = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new SourceText(path, File.ReadAllText(path)))
            .ToLookup(source => Path.GetExtension(source.Path));
        var specification = Specification.Compile(
            sources[".protocol"].Concat(sources[".help"]).Select(SpecFile.Parse), sources[".abnf"].Select(AbnfParser.ParseFile));
        return specification.Protocols.Single(p => p.Name == "Smtp");
    }
}
