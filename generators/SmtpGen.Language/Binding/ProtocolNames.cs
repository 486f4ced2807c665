using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Names of protocols, which name generated files: they differ by more than case and punctuation.</summary>
internal static class ProtocolNames
{
    /// <summary>The protocols without those whose name another one before them has.</summary>
    public static IReadOnlyList<ProtocolSyntax> Distinct(FileSet files, Report report)
    {
        var known = new Dictionary<string, ProtocolSyntax>(StringComparer.OrdinalIgnoreCase);
        var distinct = new List<ProtocolSyntax>();
        foreach (var protocol in files.Protocols)
        {
            string name = GeneratedName.Pascal(protocol.Name.Text);
            if (files.CompiledInto(protocol) is not null)
            {
                distinct.Add(protocol);
            }
            else if (known.TryGetValue(name, out var first))
            {
                var (line, _) = first.Name.Source.GetLinePosition(first.Name.Span.Start);
                string place = $"{System.IO.Path.GetFileName(first.Name.Source.Path)} line {line}";
                report.Add(BindingRules.Duplicate, protocol.Name,
                    $"The protocol '{first.Name}' in {place} has this name in generated code, where case and punctuation tell nothing apart; rename one of the two.");
            }
            else
            {
                known.Add(name, protocol);
                distinct.Add(protocol);
            }
        }

        return distinct;
    }
}
