using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Reference;

namespace SmtpGen.Tool.Specs;

/// <summary>
/// The files that were named, with everything they stand on: included files and grammars, the protocols they extend, and
/// the translations of all of these, which are looked for beside the named files, and then among those that come with the program.
/// </summary>
internal sealed class SpecSet
{
    private readonly Dictionary<string, SpecFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AbnfFile> _grammars = new(StringComparer.Ordinal);
    private readonly List<SpecFile> _named = [];
    private readonly List<SpecFile> _beside = [];

    // Those that were named themselves, not by their folder: they are read whatever they hold.
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private readonly OpenFiles _open;

    private SpecSet(OpenFiles open) => _open = open;

    /// <summary>Reads the files.</summary>
    /// <param name="paths">Specification, translation and grammar files, or directories of them.</param>
    /// <param name="withDependents">Whether to take in what stands on the files too: what is beside them and extends or includes them.</param>
    /// <param name="open">Files whose text is another one than on the disk; null: none.</param>
    /// <exception cref="ToolException">A path does not exist or is not such a file.</exception>
    public static SpecSet Load(IEnumerable<string> paths, bool withDependents = false, OpenFiles? open = null)
    {
        open ??= OpenFiles.None;
        var set = new SpecSet(open);
        var all = paths.ToList();
        var expanded = all.SelectMany(path => SpecPaths.Expand(path, open)).Distinct(StringComparer.Ordinal).ToList();
        set._asked.UnionWith(all.Where(path => open.Has(path) || File.Exists(path)).SelectMany(path => SpecPaths.Expand(path, open)));
        set._beside.AddRange(all.SelectMany(path => SpecPaths.Beside(path, open)).DistinctBy(text => text.Path, StringComparer.Ordinal).Select(open.Parse));
        foreach (string path in expanded)
            set.AddNamed(path);
        if (set._asked.Count == 0 && !set._named.Exists(file => file.BeginsAsSpecification))
            throw new ToolException(ToolExit.Findings, $"no specification in {string.Join(", ", all)}: none of its files begins as one");
        if (withDependents)
            set.AddDependents();
        set.AddTranslations();
        return set;
    }

    /// <summary>Names of the protocols that stand in the named files themselves.</summary>
    public IReadOnlyList<string> NamedProtocols => [.. _named.SelectMany(file => file.Protocols).Select(protocol => protocol.Name.Text)];

    /// <summary>All files that were read.</summary>
    public IEnumerable<SourceText> Sources => _files.Values.Select(file => file.Source).Concat(_grammars.Values.Select(grammar => grammar.Source));

    /// <summary>The specifications and translations.</summary>
    public IReadOnlyCollection<SpecFile> Files => _files.Values;

    /// <summary>The grammars.</summary>
    public IReadOnlyCollection<AbnfFile> Grammars => _grammars.Values;

    /// <summary>Compiles everything that was read.</summary>
    public Specification Compile() => Specification.Compile(_files.Values, _grammars.Values);

    private void AddNamed(string path)
    {
        if (SpecPaths.IsGrammar(path))
            AddGrammar(path);
        else
            _named.Add(AddFile(path));
    }

    private SpecFile AddFile(string path)
    {
        if (_files.TryGetValue(path, out var known))
            return known;
        var file = _open.Parse(SpecPaths.Read(path, _open)) with { IsNamed = _asked.Contains(path) };
        _files.Add(path, file);
        AddMembers(file, file.Members);
        foreach (var protocol in file.Protocols)
        {
            AddMembers(file, protocol.Members);
            if (protocol.Extends is { } name && !AddDeclarations(name.Text))
                AddShipped(name.Text);
        }

        foreach (var help in file.Helps)
            AddDeclarations(help.Protocol.Text);
        return file;
    }

    private void AddMembers(SpecFile file, IEnumerable<MemberSyntax> members)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case IncludeMember include when SpecPaths.Resolve(file.Source.Path, include.Path.Text, _open) is { } path:
                    AddFile(path);
                    break;
                case FamilyMember { IsPath: true } family when SpecPaths.Resolve(file.Source.Path, family.Family.Text, _open) is { } path:
                    AddFile(path);
                    break;
                case GrammarMember grammar when SpecPaths.Resolve(file.Source.Path, grammar.Path.Text, _open) is { } path:
                    AddGrammar(path);
                    break;
                case ExtensionMember extension:
                    AddMembers(file, extension.Members);
                    break;
            }
        }
    }

    private void AddGrammar(string path)
    {
        if (!_grammars.ContainsKey(path))
            _grammars.Add(path, AbnfParser.ParseFile(SpecPaths.Read(path, _open)) with { IsNamed = _asked.Contains(path) });
    }

    private bool AddDeclarations(string protocol)
    {
        if (_files.Values.Any(file => Declares(file, protocol)))
            return true;
        if (_beside.FirstOrDefault(file => Declares(file, protocol)) is not { } declaring)
            return false;
        AddFile(declaring.Source.Path);
        return true;
    }

    // What a project gets from the package comes with the program too. A file that was named, or lies beside it, is taken first.
    private void AddShipped(string protocol)
    {
        var shipped = ShippedSpecs.Files();
        if (!shipped.Any(file => Declares(file, protocol)))
            return;
        foreach (var file in shipped)
            _files.TryAdd(file.Source.Path, file);
        foreach (var grammar in ShippedSpecs.Grammars())
            _grammars.TryAdd(grammar.Source.Path, grammar);
    }

    private void AddTranslations()
    {
        var protocols = _files.Values.SelectMany(file => file.Protocols).Select(protocol => protocol.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var file in _beside.Where(file => file.Helps.Any(help => protocols.Contains(help.Protocol.Text))))
            AddFile(file.Source.Path);
    }

    private void AddDependents()
    {
        while (_beside.FirstOrDefault(file => !_files.ContainsKey(file.Source.Path) && StandsOnFiles(file)) is { } dependent)
            AddFile(dependent.Source.Path);
    }

    private bool StandsOnFiles(SpecFile file) =>
        file.Protocols.Any(protocol => protocol.Extends is { } name && _files.Values.Any(known => Declares(known, name.Text)))
        || file.Protocols.SelectMany(protocol => protocol.Members).Concat(file.Members).Any(member => IncludesFiles(file, member));

    private bool IncludesFiles(SpecFile file, MemberSyntax member) => member switch
    {
        IncludeMember include => SpecPaths.Resolve(file.Source.Path, include.Path.Text, _open) is { } path && _files.ContainsKey(path),
        FamilyMember { IsPath: true } family => SpecPaths.Resolve(file.Source.Path, family.Family.Text, _open) is { } path && _files.ContainsKey(path),
        ExtensionMember extension => extension.Members.Any(inner => IncludesFiles(file, inner)),
        _ => false,
    };

    private static bool Declares(SpecFile file, string protocol) => file.Protocols.Any(p => p.Name.Text == protocol);
}
