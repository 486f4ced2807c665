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
    private readonly HashSet<string> _brokenFiles = new(StringComparer.Ordinal);

    /// <param name="files">The files, each with what it belongs to.</param>
    public Report(IEnumerable<SpecFile> files) =>
        _references = new(files.Where(file => file.CompiledInto is not null).Select(file => file.Source.Path), StringComparer.Ordinal);

    public IReadOnlyList<SpecDiagnostic> Diagnostics => _diagnostics;

    /// <summary>The protocol that is looked at; null when it is none in particular.</summary>
    public ProtocolSyntax? Protocol { get; set; }

    /// <summary>What could not be read of that protocol.</summary>
    public UnreadParts Unread { get; set; } = UnreadParts.None;

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
        if (!_references.Contains(diagnostic.Source.Path))
        {
            _diagnostics.Add(diagnostic);
        }
        else if (diagnostic.Rule.DefaultSeverity == Severity.Error && Protocol?.Extends is { } extends && !_references.Contains(extends.Source.Path))
        {
            var (line, column) = diagnostic.Source.GetLinePosition(diagnostic.Span.Start);
            string place = $"{System.IO.Path.GetFileName(diagnostic.Source.Path)}({line},{column})";
            _diagnostics.Add(new SpecDiagnostic(
                diagnostic.Rule, extends.Source, extends.Span, $"What is changed here makes {place} wrong: {diagnostic.Message}"));
        }
    }

    private static bool IsReadingOrBinding(DiagnosticRule rule) => rule.Id.StartsWith("SGP00", StringComparison.Ordinal);
}
