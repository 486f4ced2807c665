using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Explanations;

/// <summary>The protocols that can be explained: those that come with the program, and those of files.</summary>
internal static class ExplainedProtocols
{
    /// <summary>Their names as they are written on the command line.</summary>
    public static string Names { get; } = string.Join(", ", ShippedProtocols.Names.Select(name => name.ToLowerInvariant()));

    /// <summary>The protocols to look in, the likeliest first.</summary>
    /// <param name="asked">The name of one, the path of its specification, or null for those that come with the program.</param>
    /// <param name="error">Takes the errors of a specification.</param>
    /// <exception cref="ToolException">There is no such protocol, or its specification has errors.</exception>
    public static IReadOnlyList<ProtocolModel> Find(string? asked, TextWriter error)
    {
        if (asked is null)
            return ShippedProtocols.WithoutGrammar();
        if (ShippedProtocols.Names.Contains(asked, StringComparer.OrdinalIgnoreCase))
            return [ShippedProtocols.WithoutGrammar().First(protocol => protocol.Name.Equals(asked, StringComparison.OrdinalIgnoreCase))];
        return File.Exists(asked) || SpecPaths.IsSpec(asked)
            ? [SpecProtocol.Load(asked, error, "nothing was explained").Protocol]
            : throw new ToolException(ToolExit.Usage, $"there is no protocol '{asked}'; write {Names}, or the path of a specification");
    }
}
