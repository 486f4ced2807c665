using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Collects findings.</summary>
internal sealed class Report
{
    private readonly List<SpecDiagnostic> _diagnostics = [];

    public IReadOnlyList<SpecDiagnostic> Diagnostics => _diagnostics;

    public void Add(DiagnosticRule rule, Name at, string message) =>
        _diagnostics.Add(new SpecDiagnostic(rule, at.Source, at.Span, message));

    public void AddRange(IEnumerable<SpecDiagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);
}
