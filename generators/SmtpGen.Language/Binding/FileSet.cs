using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>The files of a project, found by path.</summary>
internal sealed class FileSet
{
    private readonly Dictionary<string, SpecFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AbnfFile> _grammars = new(StringComparer.Ordinal);
    private readonly List<ProtocolSyntax> _protocols;

    public FileSet(IEnumerable<SpecFile> files, IEnumerable<AbnfFile> grammars)
    {
        foreach (var file in files)
            _files[Normalize(file.Source.Path)] = file;
        foreach (var grammar in grammars)
            _grammars[Normalize(grammar.Source.Path)] = grammar;
        _protocols = Wanted([.. Files.SelectMany(f => f.Protocols)]);
    }

    public IEnumerable<SpecFile> Files => InOrder(_files);

    public IEnumerable<AbnfFile> Grammars => InOrder(_grammars);

    /// <summary>The protocols of the project, and those of a reference that they extend.</summary>
    public IEnumerable<ProtocolSyntax> Protocols => _protocols;

    public IEnumerable<HelpSyntax> Helps => Files.SelectMany(f => f.Helps);

    /// <summary>The specification that a path in another file names; null when it is not among the files.</summary>
    public SpecFile? FindFile(Name path) => _files.TryGetValue(Resolve(path), out var file) ? file : null;

    /// <summary>The grammar that a path in another file names; null when it is not among the files.</summary>
    public AbnfFile? FindGrammar(Name path) => _grammars.TryGetValue(Resolve(path), out var file) ? file : null;

    /// <summary>The root namespace of the referenced assembly that holds a protocol; null: it is compiled here.</summary>
    public string? CompiledInto(ProtocolSyntax protocol) => _files[Normalize(protocol.Name.Source.Path)].CompiledInto;

    // Binding a protocol that nobody extends would cost time for nothing.
    private List<ProtocolSyntax> Wanted(List<ProtocolSyntax> all)
    {
        var wanted = new HashSet<ProtocolSyntax>();
        foreach (var protocol in all.Where(p => CompiledInto(p) is null))
        {
            for (var at = protocol; at is not null && wanted.Add(at); at = all.FirstOrDefault(p => p.Name.Text == at.Extends?.Text))
            {
                // The way up.
            }
        }

        return all.FindAll(wanted.Contains);
    }

    private static IEnumerable<T> InOrder<T>(Dictionary<string, T> files) =>
        files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value);

    private static string Resolve(Name path)
    {
        string from = Normalize(path.Source.Path);
        return Normalize(from.Substring(0, from.LastIndexOf('/') + 1) + path.Text);
    }

    // Paths are compared as text: a compiler must not look at the disk.
    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
                    parts.RemoveAt(parts.Count - 1);
                else
                    parts.Add(part);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
