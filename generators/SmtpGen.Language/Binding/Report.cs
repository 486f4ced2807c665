using SmtpGen.Language.Fixes;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Collects findings.</summary>
internal sealed class Report
{
    private readonly List<SpecDiagnostic> _diagnostics = [];

    public IReadOnlyList<SpecDiagnostic> Diagnostics => _diagnostics;

    public void Add(DiagnosticRule rule, Name at, string message, SpecFix? fix = null) =>
        _diagnostics.Add(new SpecDiagnostic(rule, at.Source, at.Span, message) { Fix = fix });

    public void AddRange(IEnumerable<SpecDiagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);
}
