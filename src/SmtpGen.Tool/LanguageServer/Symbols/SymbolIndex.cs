using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Tool.LanguageServer.Symbols;

/// <summary>Finds what a name refers to, and every name that refers to the same.</summary>
internal sealed class SymbolIndex(IReadOnlyCollection<SpecFile> files, IReadOnlyCollection<AbnfFile> grammars)
{
    /// <summary>The protocols, and files that belong to none.</summary>
    public IReadOnlyList<ProtocolScope> Scopes { get; } = ProtocolScope.Of(files, grammars);

    /// <summary>The scopes that a file belongs to.</summary>
    public IEnumerable<ProtocolScope> ScopesOf(string path) => Scopes.Where(scope => scope.Occurrences.Any(occurrence => occurrence.Source.Path == path));

    /// <summary>The name at a place, with the scope in which it is declared; null where there is none that is declared.</summary>
    public (ProtocolScope Scope, Occurrence Occurrence)? Find(string path, int offset)
    {
        var here = Scopes.SelectMany(scope => scope.Occurrences.Where(occurrence => occurrence.Touches(path, offset)).Select(occurrence => (Scope: scope, Occurrence: occurrence))).ToList();
        if (here.Find(found => found.Occurrence.Kind == SymbolKind.File) is { Scope: not null } file)
            return file;
        var declared = here.Where(found => found.Scope.Declarations(found.Occurrence.Kind, found.Occurrence.Name).Any()).ToList();
        return declared.Count > 0 ? declared[0] : here.Count > 0 && here[0].Occurrence.Kind == SymbolKind.Rule ? here[0] : null;
    }

    /// <summary>Every name that refers to the same as the one at a place, each once; none where nothing is declared.</summary>
    public IReadOnlyList<Occurrence> Same(string path, int offset)
    {
        if (Find(path, offset) is not { } start || start.Occurrence.Kind == SymbolKind.File)
            return [];
        var (kind, name) = (start.Occurrence.Kind, start.Occurrence.Name);
        var declarations = new HashSet<Occurrence>(Scopes.Where(scope => scope.Occurrences.Contains(start.Occurrence)).SelectMany(scope => scope.Declarations(kind, name)));
        var joined = new HashSet<ProtocolScope>();
        // A protocol that sees one of the declarations may see others, which others see.
        while (Scopes.FirstOrDefault(scope => !joined.Contains(scope) && scope.Declarations(kind, name).Any(declarations.Contains)) is { } next)
        {
            joined.Add(next);
            declarations.UnionWith(next.Declarations(kind, name));
        }

        return [.. joined.SelectMany(scope => scope.Occurrences).Where(occurrence => occurrence.Kind == kind && occurrence.Name == name).Distinct()];
    }
}
