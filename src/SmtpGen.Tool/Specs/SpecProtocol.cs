using SmtpGen.Language;
using SmtpGen.Language.Text;
using SmtpGen.Reference;

namespace SmtpGen.Tool.Specs;

/// <summary>The one protocol that a file declares.</summary>
internal static class SpecProtocol
{
    /// <summary>Reads and compiles it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">Takes its errors.</param>
    /// <param name="undone">What does not happen where it has some: "nothing was drawn".</param>
    /// <exception cref="ToolException">There is no such file, it has errors, or it declares another number of protocols.</exception>
    public static SpecifiedProtocol Load(string path, TextWriter error, string undone)
    {
        var files = SpecSet.Load([path]);
        var specification = files.Compile();
        var errors = specification.Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            FindingPrinter.Write(error, errors);
            throw new ToolException(ToolExit.Findings, $"{path} has errors; {undone}");
        }

        var protocols = specification.Protocols.Where(protocol => files.NamedProtocols.Contains(protocol.Name)).ToList();
        return protocols switch
        {
            [var only] => new SpecifiedProtocol(only, new Lazy<Specification>(specification)),
            [] => throw new ToolException(ToolExit.Findings, $"{path} declares no protocol; name the file that does"),
            _ => throw new ToolException(ToolExit.Findings,
                $"{path} declares {string.Join(", ", protocols.Select(protocol => protocol.Name))}; name a file that declares one protocol"),
        };
    }
}
