using SmtpGen.Language.Binding;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language;

/// <summary>What a set of specification, grammar and help files says: protocols and findings.</summary>
public sealed class Specification
{
    private readonly IReadOnlyList<BoundProtocol> _bound;

    private Specification(IReadOnlyList<BoundProtocol> bound, IReadOnlyList<ProtocolModel> protocols, IReadOnlyList<SpecDiagnostic> diagnostics)
    {
        _bound = bound;
        Protocols = protocols;
        Diagnostics = diagnostics;
    }

    /// <summary>
    /// The protocols, in ordinal order of their names; of those that a reference holds, the ones that others extend. Where there are errors, a protocol holds what is left without the
    /// parts they stand in.
    /// </summary>
    public IReadOnlyList<ProtocolModel> Protocols { get; }

    /// <summary>All findings, by file and position, each once.</summary>
    public IReadOnlyList<SpecDiagnostic> Diagnostics { get; }

    /// <summary>How the commands of a protocol are written. The model does not hold it: nothing that is emitted depends on more than the automata.</summary>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    public ProtocolGrammar GrammarOf(ProtocolModel protocol) => _bound.First(bound => bound.Syntax.Name.Text == protocol.Name).ToGrammar();

    /// <summary>Compiles files that were read before.</summary>
    /// <param name="files">Specifications and translations.</param>
    /// <param name="grammars">ABNF files.</param>
    public static Specification Compile(IEnumerable<SpecFile> files, IEnumerable<AbnfFile> grammars)
    {
        var set = new FileSet(files, grammars);
        var report = new Report(set.Files);
        foreach (var file in set.Files)
            report.AddRange(file.Diagnostics);
        foreach (var grammar in set.Grammars)
            report.AddRange(grammar.Diagnostics);

        var bound = new List<BoundProtocol>();
        foreach (var syntax in ProtocolNames.Distinct(set, report))
        {
            report.Protocol = syntax;
            report.Unread = set.Unread(syntax);
            if (new ProtocolBinder(set, syntax, report).Bind() is { } protocol)
                bound.Add(protocol);
        }

        report.Unread = UnreadParts.None;
        foreach (var protocol in bound)
        {
            report.Protocol = protocol.Syntax;
            Checks.AllChecks.Run(protocol, report);
        }

        report.Protocol = null;
        var protocols = bound.Select(protocol => ToModel(protocol, set, bound, [])).ToList();
        Checks.FileNotIncluded.Run(set, report);

        var findings = Suppression.Silencing.Apply([.. report.Diagnostics.Distinct()], set.Files.Where(file => file.CompiledInto is null), Rules.All);
        return new Specification(
            bound,
            [.. protocols.OrderBy(p => p.Name, StringComparer.Ordinal)],
            [.. findings
                .OrderBy(d => d.Source.Path, StringComparer.Ordinal).ThenBy(d => d.Span.Start).ThenBy(d => d.Rule.Id, StringComparer.Ordinal)]);
    }

    // A protocol that extends itself was reported; the way up ends where it comes round.
    private static ProtocolModel ToModel(BoundProtocol protocol, FileSet set, List<BoundProtocol> all, HashSet<BoundProtocol> below)
    {
        below.Add(protocol);
        var parent = all.FirstOrDefault(p => p.Syntax.Name.Text == protocol.Syntax.Extends?.Text);
        var model = protocol.ToModel(parent is null || below.Contains(parent) || below.Count > MemberCollector.MaxChain ? null : ToModel(parent, set, all, below));
        return model with { CompiledInto = set.CompiledInto(protocol.Syntax) };
    }
}
