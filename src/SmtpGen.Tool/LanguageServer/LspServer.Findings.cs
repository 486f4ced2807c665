using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Symbols;
using TextEdit = SmtpGen.Tool.LanguageServer.Messages.TextEdit;

namespace SmtpGen.Tool.LanguageServer;

/// <content>What the editor is told without asking, and how answers are put together.</content>
internal sealed partial class LspServer
{
    // Whoever types has more to come; the findings of all open files follow when nothing came for a while.
    private async void TellFindingsLater()
    {
        int change = ++_changes;
        await Task.Delay(quiet);
        try
        {
            await editor.InTurnAsync(() => TellFindings(change), CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The editor has gone, as whoever reads from it will see.
        }
    }

    private void TellFindings(int change)
    {
        if (change != _changes)
            return;
        foreach (string uri in _open)
        {
            if (_workspace.Analyze(uri) is { } analysis)
                Tell(uri, [.. analysis.Findings.Select(Diagnostic)]);
        }
    }

    private void Tell(string uri, IReadOnlyList<Diagnostic> diagnostics) =>
        editor.Notify("textDocument/publishDiagnostics", new PublishDiagnosticsParams(uri, diagnostics), LspJson.Default.PublishDiagnosticsParams);

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
