using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A file for inclusion that no protocol includes.</summary>
internal static class FileNotIncluded
{
    public static readonly DiagnosticRule Rule = new("SGP0601", "File is never included", Severity.Warning);

    public static void Run(FileSet files, Report report)
    {
        var included = new HashSet<SpecFile>();
        foreach (var protocol in files.Protocols)
            Follow(protocol.Members, files, included);
        foreach (var file in files.Files.Where(f => f.CompiledInto is null && f.Members.Count > 0 && !included.Contains(f)))
        {
            report.Add(Rule, file.Members[0].Keyword,
                $"No protocol includes this file; write include \"{System.IO.Path.GetFileName(file.Source.Path)}\" in a protocol, or remove the file.");
        }
    }

    private static void Follow(IEnumerable<MemberSyntax> members, FileSet files, HashSet<SpecFile> included)
    {
        foreach (var member in members)
        {
            if (member is ExtensionMember extension)
                Follow(extension.Members, files, included);
            else if (member is IncludeMember include && files.FindFile(include.Path) is { } file && included.Add(file))
                Follow(file.Members, files, included);
        }
    }
}
