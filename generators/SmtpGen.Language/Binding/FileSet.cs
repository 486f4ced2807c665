using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>
/// The specifications of a project and what they refer to, found by path. Files of others that happen to end in the same way are left
/// out: only what begins as a specification, or is included by one, is read.
/// </summary>
internal sealed class FileSet
{
    private readonly Dictionary<string, SpecFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AbnfFile> _grammars = new(StringComparer.Ordinal);
    private readonly List<SpecFile> _read = [];
    private readonly HashSet<string> _readGrammars = new(StringComparer.Ordinal);
    private readonly List<ProtocolSyntax> _protocols;
    private WordIndex? _words;

    public FileSet(IEnumerable<SpecFile> files, IEnumerable<AbnfFile> grammars)
    {
        foreach (var file in Families.All.Concat(files))
            _files[Normalize(file.Source.Path)] = file;
        foreach (var grammar in grammars)
            _grammars[Normalize(grammar.Source.Path)] = grammar;
        foreach (var grammar in _grammars.Where(grammar => grammar.Value.IsNamed))
            _readGrammars.Add(grammar.Key);
        Read(InOrder(_files).Where(file => (file.BeginsAsSpecification && !Families.Have(file.Source)) || file.IsNamed || file.CompiledInto is not null));
        _protocols = Wanted([.. Files.SelectMany(f => f.Protocols)]);
    }

    /// <summary>Where words stand in the files.</summary>
    public WordIndex Words => _words ??= new WordIndex(Files);

    public IEnumerable<SpecFile> Files => _read.OrderBy(file => Normalize(file.Source.Path), StringComparer.Ordinal);

    public IEnumerable<AbnfFile> Grammars => InOrder(_grammars).Where(grammar => _readGrammars.Contains(Normalize(grammar.Source.Path)));

    /// <summary>The protocols of the project, and those of a reference that they extend.</summary>
    public IEnumerable<ProtocolSyntax> Protocols => _protocols;

    public IEnumerable<HelpSyntax> Helps => Files.SelectMany(f => f.Helps);

    /// <summary>The specification that a path in another file names; null when it is not among the files.</summary>
    public SpecFile? FindFile(Name path) => _files.TryGetValue(Resolve(path), out var file) ? file : null;

    /// <summary>The file of a family; null when there is none.</summary>
    public SpecFile? FindFamily(FamilyMember family) => family.IsPath ? FindFile(family.Family) : Families.Find(family.Family.Text);

    /// <summary>The grammar that a path in another file names; null when it is not among the files.</summary>
    public AbnfFile? FindGrammar(Name path) => _grammars.TryGetValue(Resolve(path), out var file) ? file : null;

    /// <summary>The paths of the files that hold a protocol: its own, those it includes, the same of what it extends, and its translations.</summary>
    public IEnumerable<string> StandsOn(ProtocolSyntax protocol)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var chain = new HashSet<ProtocolSyntax>();
        for (var at = protocol; at is not null && chain.Add(at); at = Protocols.FirstOrDefault(p => p.Name.Text == at.Extends?.Text))
        {
            paths.Add(at.Name.Source.Path);
            paths.UnionWith(Helps.Where(help => help.Protocol.Text == at.Name.Text).Select(help => help.Locale.Source.Path));
            paths.UnionWith(Included(at.Members).Select(file => file.Source.Path));
        }

        return paths;
    }

    /// <summary>What could not be read of the files that hold a protocol.</summary>
    public UnreadParts Unread(ProtocolSyntax protocol)
    {
        var paths = new HashSet<string>(StandsOn(protocol), StringComparer.Ordinal);
        return new UnreadParts(_read.Where(file => file.Unread.Count > 0 && paths.Contains(file.Source.Path)), IsFile);
    }

    private bool IsFile(string text, SpecFile beside)
    {
        var path = new Name(text, default, beside.Source);
        return FindFile(path) is not null || FindGrammar(path) is not null;
    }

    /// <summary>The files that members include, and that those include.</summary>
    public IReadOnlyCollection<SpecFile> Included(IEnumerable<MemberSyntax> members)
    {
        var included = new HashSet<SpecFile>();
        var pending = new Queue<MemberSyntax>(members);
        while (pending.Count > 0)
        {
            var member = pending.Dequeue();
            var inner = member switch
            {
                ExtensionMember extension => extension.Members,
                IncludeMember include when FindFile(include.Path) is { } file && included.Add(file) => file.Members,
                FamilyMember family when FindFamily(family) is { } file && included.Add(file) => file.Members,
                _ => [],
            };
            foreach (var next in inner)
                pending.Enqueue(next);
        }

        return included;
    }

    /// <summary>The root namespace of the referenced assembly that holds a protocol; null: it is compiled here.</summary>
    public string? CompiledInto(ProtocolSyntax protocol) => _files[Normalize(protocol.Name.Source.Path)].CompiledInto;

    private void Read(IEnumerable<SpecFile> first)
    {
        var known = new HashSet<SpecFile>();
        var pending = new Queue<SpecFile>(first);
        while (pending.Count > 0)
        {
            var file = pending.Dequeue();
            if (!known.Add(file))
                continue;
            _read.Add(file);
            Follow(file.Members, pending);
            foreach (var protocol in file.Protocols)
                Follow(protocol.Members, pending);
        }
    }

    private void Follow(IEnumerable<MemberSyntax> members, Queue<SpecFile> pending)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case ExtensionMember extension:
                    Follow(extension.Members, pending);
                    break;
                case IncludeMember include when FindFile(include.Path) is { } file:
                    pending.Enqueue(file);
                    break;
                case FamilyMember family when FindFamily(family) is { } file:
                    pending.Enqueue(file);
                    break;
                case GrammarMember grammar when FindGrammar(grammar.Path) is { } file:
                    _readGrammars.Add(Normalize(file.Source.Path));
                    break;
            }
        }
    }

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
