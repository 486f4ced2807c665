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
        // What cannot be read may be what includes it.
        if (files.Files.Any(file => file.Diagnostics.Count > 0))
            return;
        var included = new HashSet<SpecFile>(files.Protocols.SelectMany(protocol => files.Included(protocol.Members)));
        foreach (var file in files.Files.Where(f => f.CompiledInto is null && f.Members.Count > 0 && !included.Contains(f)))
        {
            report.Add(Rule, file.Members[0].Keyword,
                $"No protocol includes this file; write include \"{System.IO.Path.GetFileName(file.Source.Path)}\" in a protocol, or remove the file.");
        }
    }
}
