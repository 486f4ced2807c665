using SmtpGen.Language.Binding;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.LanguageServer.Symbols;

/// <summary>The names of a protocol: in its members, in what it includes, in its grammars and its translations.</summary>
internal sealed class ProtocolScope
{
    private ProtocolScope(string name, IReadOnlyList<Occurrence> occurrences)
    {
        Name = name;
        Occurrences = occurrences;
    }

    /// <summary>The protocol's name; empty for files that belong to none.</summary>
    public string Name { get; }

    /// <summary>All names.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; }

    /// <summary>The protocol that it extends; null: none that is known.</summary>
    public ProtocolScope? Base { get; private set; }

    /// <summary>The scopes of a set of files.</summary>
    public static IReadOnlyList<ProtocolScope> Of(IReadOnlyCollection<SpecFile> files, IReadOnlyCollection<AbnfFile> grammars)
    {
        var set = new FileSet(files, grammars);
        var scopes = new List<(ProtocolSyntax Syntax, ProtocolScope Scope)>();
        var known = new HashSet<SourceText>();
        foreach (var protocol in set.Files.SelectMany(file => file.Protocols))
        {
            var included = set.Included(protocol.Members);
            var used = Grammars(protocol.Members.Concat(included.SelectMany(file => file.Members)), set).ToList();
            known.UnionWith(included.Select(file => file.Source).Concat(used.Select(grammar => grammar.Source)).Append(protocol.Name.Source));
            scopes.Add((protocol, new ProtocolScope(protocol.Name.Text,
            [
                .. OccurrenceReader.OfProtocol(protocol),
                .. included.SelectMany(file => OccurrenceReader.OfMembers(file.Members)),
                .. used.SelectMany(OccurrenceReader.OfGrammar),
                .. set.Helps.Where(help => help.Protocol.Text == protocol.Name.Text).SelectMany(OccurrenceReader.OfHelp),
                .. included.Select(file => file.Source).Append(protocol.Name.Source).Concat(set.Helps.Where(help => help.Protocol.Text == protocol.Name.Text).Select(help => help.Locale.Source))
                    .Distinct().SelectMany(source => OccurrenceReader.Slots(source, 0, source.Text.Length)),
            ])));
        }

        foreach (var (syntax, scope) in scopes)
            scope.Base = scopes.Find(other => other.Syntax.Name.Text == syntax.Extends?.Text && other.Scope != scope).Scope;
        return
        [
            .. scopes.Select(scope => scope.Scope),
            .. files.Where(file => file.Members.Count > 0 && !known.Contains(file.Source)).Select(file => new ProtocolScope("", OccurrenceReader.OfMembers(file.Members))),
            .. grammars.Where(grammar => !known.Contains(grammar.Source)).Select(grammar => new ProtocolScope("", OccurrenceReader.OfGrammar(grammar))),
        ];
    }

    /// <summary>The protocol and those that it extends.</summary>
    public IEnumerable<ProtocolScope> Chain()
    {
        var seen = new HashSet<ProtocolScope>();
        for (var at = this; at is not null && seen.Add(at); at = at.Base)
            yield return at;
    }

    /// <summary>The declarations of a name that this protocol sees.</summary>
    public IEnumerable<Occurrence> Declarations(SymbolKind kind, string name) =>
        Chain().SelectMany(scope => scope.Occurrences).Where(occurrence => occurrence.IsDeclaration && occurrence.Kind == kind && occurrence.Name == name);

    private static IEnumerable<AbnfFile> Grammars(IEnumerable<MemberSyntax> members, FileSet set) => members.SelectMany(member => member switch
    {
        ExtensionMember extension => Grammars(extension.Members, set),
        GrammarMember grammar when set.FindGrammar(grammar.Path) is { } file => [file],
        _ => [],
    }).Distinct();
}
