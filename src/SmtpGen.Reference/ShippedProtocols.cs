using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

/// <summary>The protocols that come with the program.</summary>
internal static class ShippedProtocols
{
    /// <summary>Their names, the likeliest meant first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Smtp", "Lmtp", "Pop3"];

    /// <summary>
    /// The protocols in the order of their names, without their grammars, which take most of the time and say how arguments are read, not what
    /// replies mean.
    /// </summary>
    public static IReadOnlyList<ProtocolModel> WithoutGrammar()
    {
        // What is reported of missing grammars is of no interest: a shipped protocol has no findings.
        var protocols = Compile([]).Protocols;
        return [.. Names.Select(name => protocols.First(protocol => protocol.Name == name))];
    }

    /// <summary>The same protocols, whose grammars are read when somebody asks for their specification.</summary>
    public static IReadOnlyList<SpecifiedProtocol> Specified()
    {
        var specification = new Lazy<Specification>(() => Compile(ShippedSpecs.Grammars()));
        return [.. WithoutGrammar().Select(protocol => new SpecifiedProtocol(protocol, specification))];
    }

    private static Specification Compile(IReadOnlyList<AbnfFile> grammars) =>
        Specification.Compile(ShippedSpecs.Files().Select(file => file with { CompiledInto = null }), grammars);
}
