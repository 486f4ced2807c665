using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Explanations;

/// <summary>The protocols that can be explained: those that come with the program, and those of files.</summary>
internal static class ExplainedProtocols
{
    // Who asks without a protocol most likely means the first that fits.
    private static readonly string[] s_shipped = ["Smtp", "Lmtp", "Pop3"];

    /// <summary>Their names as they are written on the command line.</summary>
    public static string Names { get; } = string.Join(", ", s_shipped.Select(name => name.ToLowerInvariant()));

    /// <summary>The protocols to look in, the likeliest first.</summary>
    /// <param name="asked">The name of one, the path of its specification, or null for those that come with the program.</param>
    /// <param name="error">Takes the errors of a specification.</param>
    /// <exception cref="ToolException">There is no such protocol, or its specification has errors.</exception>
    public static IReadOnlyList<ProtocolModel> Find(string? asked, TextWriter error)
    {
        if (asked is null)
            return Shipped();
        if (s_shipped.Contains(asked, StringComparer.OrdinalIgnoreCase))
            return [Shipped().First(protocol => protocol.Name.Equals(asked, StringComparison.OrdinalIgnoreCase))];
        return File.Exists(asked) || SpecPaths.IsSpec(asked)
            ? [SpecProtocol.Load(asked, error, "nothing was explained")]
            : throw new ToolException(ToolExit.Usage, $"there is no protocol '{asked}'; write {Names}, or the path of a specification");
    }

    // Without their grammars, which take most of the time and say how arguments are read, not what replies mean. What is reported of
    // that is of no interest: a shipped protocol has no findings.
    private static List<ProtocolModel> Shipped()
    {
        var files = ShippedSpecs.Files().Select(file => file with { CompiledInto = null });
        var protocols = Specification.Compile(files, Array.Empty<AbnfFile>()).Protocols;
        return [.. s_shipped.Select(name => protocols.First(protocol => protocol.Name == name))];
    }
}
