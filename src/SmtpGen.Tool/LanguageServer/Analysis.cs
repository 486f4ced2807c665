using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Symbols;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What is known of a file, together with what it stands on and what stands on it.</summary>
internal sealed class Analysis
{
    private readonly Lazy<Specification> _specification;
    private readonly Lazy<SymbolIndex> _symbols;

    private Analysis(SourceText source, SpecFile? file, AbnfFile? grammar, IReadOnlyCollection<SpecFile> files, IReadOnlyCollection<AbnfFile> grammars, OpenFiles open)
    {
        IsOpen = open.Has;
        Source = source;
        File = file;
        Grammar = grammar;
        Files = files;
        Grammars = grammars;
        _specification = new(() => Specification.Compile(files, grammars));
        _symbols = new(() => new SymbolIndex(files, grammars));
    }

    /// <summary>Whether a file is open in the editor.</summary>
    public Func<string, bool> IsOpen { get; }

    /// <summary>The file's text.</summary>
    public SourceText Source { get; }

    /// <summary>The file as a specification; null: it is another kind of file.</summary>
    public SpecFile? File { get; }

    /// <summary>The file as a grammar; null: it is another kind of file.</summary>
    public AbnfFile? Grammar { get; }

    /// <summary>The specifications and translations that were read with it.</summary>
    public IReadOnlyCollection<SpecFile> Files { get; }

    /// <summary>The grammars.</summary>
    private IReadOnlyCollection<AbnfFile> Grammars { get; }

    /// <summary>What they say.</summary>
    public Specification Specification => _specification.Value;

    /// <summary>The names in them.</summary>
    public SymbolIndex Symbols => _symbols.Value;

    /// <summary>The findings of the file.</summary>
    public IEnumerable<SpecDiagnostic> Findings => File is null && Grammar is null ? [] : Specification.Diagnostics.Where(finding => finding.Source.Path == Source.Path);

    public static Analysis Of(string path, IReadOnlyList<string> roots, OpenFiles open)
    {
        string shown = SpecPaths.Shown(path);
        if (SpecPaths.IsGrammar(path))
        {
            var set = Load([path, .. roots], open);
            var grammar = set?.Grammars.FirstOrDefault(grammar => grammar.Source.Path == shown) ?? AbnfParser.ParseFile(SpecPaths.Read(shown, open));
            return new Analysis(grammar.Source, null, grammar, set?.Files ?? [], set?.Grammars ?? [grammar with { IsNamed = true }], open);
        }

        if (!SpecPaths.IsSpec(path) && !SpecPaths.IsFamily(path))
            return new Analysis(SpecPaths.Read(shown, open), null, null, [], [], open);
        var files = Load([path, .. roots], open);
        var file = files?.Files.FirstOrDefault(file => file.Source.Path == shown) ?? open.Parse(SpecPaths.Read(shown, open)) with { IsNamed = true };
        return new Analysis(file.Source, file, null, files?.Files ?? [file], files?.Grammars ?? [], open);
    }

    // A root that goes away, or that no longer is what it was, leaves the file alone.
    private static SpecSet? Load(IReadOnlyList<string> paths, OpenFiles open)
    {
        try
        {
            return SpecSet.Load(paths.Where(path => SpecPaths.IsSpec(path) || SpecPaths.IsGrammar(path)), withDependents: true, open);
        }
        catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
        {
            return paths.Count > 1 ? Load([paths[0]], open) : null;
        }
    }

    /// <summary>The grammars that a scope names.</summary>
    public IEnumerable<AbnfFile> GrammarsOf(ProtocolScope scope)
    {
        var paths = scope.Chain().SelectMany(part => part.Occurrences).Where(name => name.Kind == SymbolKind.Rule && name.IsDeclaration).Select(name => name.Source.Path).ToHashSet(StringComparer.Ordinal);
        return Grammars.Where(grammar => paths.Contains(grammar.Source.Path));
    }

    /// <summary>The rules of these grammars.</summary>
    public IEnumerable<AbnfRule> Rules(ProtocolScope scope) => GrammarsOf(scope).SelectMany(grammar => grammar.Rules);

    /// <summary>The protocol of a scope, as it was compiled; null where it was not.</summary>
    public ProtocolModel? ModelOf(ProtocolScope scope) => Specification.Protocols.FirstOrDefault(protocol => protocol.Name == scope.Name);
}
