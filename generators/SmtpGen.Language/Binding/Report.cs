using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>
/// Collects findings. Files of a reference are right by themselves: what is found in them while a protocol of the project
/// is bound is that protocol's doing, and reported where it names what it extends.
/// </summary>
internal sealed class Report
{
    private readonly List<SpecDiagnostic> _diagnostics = [];
    private readonly HashSet<string> _references;
    private readonly HashSet<ProtocolSyntax> _broken = [];
    private readonly Dictionary<(ProtocolSyntax? Protocol, SourceText Family), (ProtocolSyntax Adopter, Name At)> _families = [];
    private readonly HashSet<(ProtocolSyntax Protocol, SourceText Family, Severity Severity)> _unfit = [];
    private readonly HashSet<string> _brokenFiles = new(StringComparer.Ordinal);

    /// <param name="files">The files, each with what it belongs to.</param>
    public Report(IEnumerable<SpecFile> files) =>
        _references = new(files.Where(file => file.CompiledInto is not null).Select(file => file.Source.Path), StringComparer.Ordinal);

    public IReadOnlyList<SpecDiagnostic> Diagnostics => _diagnostics;

    /// <summary>The protocol that is looked at; null when it is none in particular.</summary>
    public ProtocolSyntax? Protocol { get; set; }

    /// <summary>What could not be read of that protocol.</summary>
    public UnreadParts Unread { get; set; } = UnreadParts.None;

    /// <summary>Notes which protocol adopts a family, and where: the one that is looked at, or one that it extends.</summary>
    public void Adopt(SourceText family, ProtocolSyntax adopter, Name at)
    {
        if (Families.Have(family))
            _families[(Protocol, family)] = (adopter, at);
    }

    public void Add(DiagnosticRule rule, Name at, string message, SpecFix? fix = null) =>
        Add(new SpecDiagnostic(rule, at.Source, at.Span, message) { Fix = fix });

    public void AddRange(IEnumerable<SpecDiagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Add(diagnostic);
    }

    /// <summary>Whether something of a protocol could not be read or bound, in the files it stands on or in what it refers to.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="paths">The files it stands on.</param>
    public bool IsBroken(ProtocolSyntax protocol, IEnumerable<string> paths) => _broken.Contains(protocol) || paths.Any(_brokenFiles.Contains);

    private void Add(SpecDiagnostic diagnostic)
    {
        if (IsReadingOrBinding(diagnostic.Rule))
        {
            if (Protocol is null)
                _brokenFiles.Add(diagnostic.Source.Path);
            else
                _broken.Add(Protocol);
        }

        if (Unread.Explain(diagnostic.Rule, diagnostic.Source.GetText(diagnostic.Span)))
            return;
        if (Protocol is { } protocol && _families.TryGetValue((protocol, diagnostic.Source), out var adopted))
        {
            AddUnfit(diagnostic, protocol, adopted.Adopter, adopted.At);
        }
        else if (!_references.Contains(diagnostic.Source.Path))
        {
            _diagnostics.Add(diagnostic);
        }
        else if (diagnostic.Rule.DefaultSeverity == Severity.Error && Protocol?.Extends is { } extends && !_references.Contains(extends.Source.Path))
        {
            AddChanged(diagnostic, extends);
        }
    }

    // A family that is shipped is right by itself, and nobody has its file: the protocol does not fit it. Of what follows from that, the first says it.
    private void AddUnfit(SpecDiagnostic diagnostic, ProtocolSyntax protocol, ProtocolSyntax adopter, Name at)
    {
        var severity = diagnostic.Rule.DefaultSeverity;
        if (!_unfit.Add((protocol, diagnostic.Source, severity)) || (protocol != adopter && _unfit.Contains((adopter, diagnostic.Source, severity))))
            return;
        if (protocol != adopter && protocol.Extends is { } extends)
            AddChanged(diagnostic, extends);
        else
            _diagnostics.Add(new SpecDiagnostic(diagnostic.Rule, at.Source, at.Span, $"What this protocol says makes {Place(diagnostic)} wrong: {diagnostic.Message}"));
    }

    private void AddChanged(SpecDiagnostic diagnostic, Name extends) => _diagnostics.Add(new SpecDiagnostic(
        diagnostic.Rule, extends.Source, extends.Span, $"What is changed here makes {Place(diagnostic)} wrong: {diagnostic.Message}"));

    private static string Place(SpecDiagnostic diagnostic)
    {
        var (line, column) = diagnostic.Source.GetLinePosition(diagnostic.Span.Start);
        return $"{System.IO.Path.GetFileName(diagnostic.Source.Path)}({line},{column})";
    }

    private static bool IsReadingOrBinding(DiagnosticRule rule) => rule.Id.StartsWith("SGP00", StringComparison.Ordinal);
}
