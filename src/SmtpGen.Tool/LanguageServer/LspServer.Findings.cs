using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Symbols;
using TextEdit = SmtpGen.Tool.LanguageServer.Messages.TextEdit;

namespace SmtpGen.Tool.LanguageServer;

/// <content>What the editor is told without asking, and how answers are put together.</content>
internal sealed partial class LspServer
{
    // The protocol's number of a request that cannot be done.
    private const int RequestFailed = -32803;

    // Whoever types has more to come; the findings of all open files follow when nothing came for a while.
    private async void TellFindingsLater()
    {
        int change = ++_changes;
        await Task.Delay(quiet);
        if (change == _changes)
            TellFindings();
    }

    private void TellFindings()
    {
        foreach (string uri in _open)
        {
            if (_workspace.Analyze(uri) is { } analysis)
                Tell(uri, [.. analysis.Findings.Select(Diagnostic)]);
        }
    }

    private void Tell(string uri, IReadOnlyList<Diagnostic> diagnostics) =>
        _ = Editor?.NotifyWithParameterObjectAsync("textDocument/publishDiagnostics", new PublishDiagnosticsParams(uri, diagnostics));

    private static Diagnostic Diagnostic(SpecDiagnostic finding) => new(
        Places.RangeOf(finding.Source, finding.Span),
        finding.Rule.DefaultSeverity switch
        {
            Severity.Error => 1,
            Severity.Warning => 2,
            _ => 3,
        },
        finding.Rule.Id, new CodeDescription(DiagnosticRule.HelpLinkOf(finding.Rule.Id)), "smtpgen", finding.Message);

    // What comes with the program has no file to show.
    private IReadOnlyList<Location> Locations(IEnumerable<Occurrence> names) =>
    [
        .. names.Where(name => File.Exists(name.Source.Path) || _workspace.Open.Has(name.Source.Path))
            .Select(name => new Location(_workspace.UriOf(name.Source.Path), Places.RangeOf(name.Source, name.Span))).Distinct(),
    ];

    private WorkspaceEdit Edit(IEnumerable<(SourceText Source, TextSpan Span, string Text)> edits) => new(edits
        .GroupBy(edit => _workspace.UriOf(edit.Source.Path), StringComparer.Ordinal)
        .ToDictionary(file => file.Key, IReadOnlyList<TextEdit> (file) => [.. file.Select(edit => new TextEdit(Places.RangeOf(edit.Source, edit.Span), edit.Text)).Distinct()], StringComparer.Ordinal));
}
