using SmtpGen.Language;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;
using SmtpGen.Reference;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Web.Reference.Views;

namespace SmtpGen.Tool.Specs;

/// <summary>The protocols of files, with the dialogs that lie beside them.</summary>
internal static class DocumentedProtocols
{
    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        MaxRecursionDepth = 8,
        MatchCasing = MatchCasing.CaseInsensitive,
    };

    /// <summary>Reads and compiles them.</summary>
    /// <param name="paths">Specifications, or folders of them.</param>
    /// <param name="error">Takes their errors.</param>
    /// <exception cref="ToolException">There is no such file, there are errors, or no protocol is declared.</exception>
    public static IReadOnlyList<ReferenceSource> Load(IReadOnlyList<string> paths, TextWriter error)
    {
        var files = SpecSet.Load(paths);
        var specification = files.Compile();
        var errors = specification.Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            FindingPrinter.Write(error, errors);
            throw new ToolException(ToolExit.Findings, $"{string.Join(", ", paths)}: there are errors; nothing was written");
        }

        var protocols = specification.Protocols.Where(protocol => files.NamedProtocols.Contains(protocol.Name))
            .OrderBy(protocol => specification.Protocols.All(other => !Extends(other, protocol))).ThenBy(protocol => protocol.Name, StringComparer.Ordinal).ToList();
        if (protocols.Count == 0)
            throw new ToolException(ToolExit.Findings, $"{string.Join(", ", paths)}: no protocol is declared there; name the file that declares it");
        var beside = paths.SelectMany(Dialogs).ToList();
        var compiled = new Lazy<Specification>(specification);
        return [.. protocols.Select(protocol => new ReferenceSource(new SpecifiedProtocol(protocol, compiled), [.. beside, .. DialogFile.Shipped.Where(shipped => !beside.Exists(own => IsOfSame(own, shipped)))]))];
    }

    // Those of a protocol that others extend come first.
    private static bool Extends(ProtocolModel protocol, ProtocolModel other) => protocol.Base is { } parent && (parent.Name == other.Name || Extends(parent, other));

    private static bool IsOfSame(DialogFile one, DialogFile other) => one.Protocol.Equals(other.Protocol, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<DialogFile> Dialogs(string path)
    {
        string? folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is null ? [] : Directory.EnumerateFiles(folder, "*.dialog", s_below).Order(StringComparer.Ordinal)
            .Select(file => DialogFile.Parse(Path.GetRelativePath(folder, file).Replace('\\', '/'), SpecPaths.Read(file, OpenFiles.None).Text));
    }
}
