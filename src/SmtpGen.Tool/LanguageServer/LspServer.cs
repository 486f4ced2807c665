using System.Text.Json.Nodes;
using SmtpGen.Language.Format;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Rpc;
using SmtpGen.Tool.LanguageServer.Symbols;
using Range = SmtpGen.Tool.LanguageServer.Messages.Range;
using TextEdit = SmtpGen.Tool.LanguageServer.Messages.TextEdit;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>Answers the requests of an editor, one after the other (Language Server Protocol 3.17).</summary>
/// <param name="editor">Who asks, and is told of findings.</param>
/// <param name="quiet">How long nothing must be typed before the findings are told.</param>
internal sealed partial class LspServer(RpcConnection editor, TimeSpan quiet)
{
    private readonly Workspace _workspace = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<bool> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _takesSnippets;
    private bool _isShutDown;
    private int _changes;

    /// <summary>Ends when the editor says so, with whether it said before that it would.</summary>
    public Task<bool> Exited => _exit.Task;

    private JsonObject Initialize(InitializeParams parameters)
    {
        _takesSnippets = parameters.Capabilities?.TextDocument?.Completion?.CompletionItem?.SnippetSupport ?? false;
        foreach (string uri in parameters.WorkspaceFolders?.Select(folder => folder.Uri) ?? (parameters.RootUri is { } root ? [root] : []))
            _workspace.AddFolder(uri);
        return Capabilities.Answer;
    }

    private void Exit() => _exit.TrySetResult(_isShutDown);

    private void Open(OpenParams parameters)
    {
        _open.Add(parameters.TextDocument.Uri);
        _workspace.Set(parameters.TextDocument.Uri, parameters.TextDocument.Text);
        _workspace.Reread();
        TellFindingsLater();
    }

    private void Change(ChangeParams parameters)
    {
        string uri = parameters.TextDocument.Uri;
        string text = _workspace.Open.Find(Workspace.PathOf(uri))?.Text ?? "";
        _workspace.Set(uri, parameters.ContentChanges.Aggregate(text, Places.Change));
        TellFindingsLater();
    }

    private void Close(DocumentParams parameters)
    {
        _open.Remove(parameters.TextDocument.Uri);
        _workspace.Close(parameters.TextDocument.Uri);
        Tell(parameters.TextDocument.Uri, []);
        TellFindingsLater();
    }

    private void Reread()
    {
        _workspace.Reread();
        TellFindingsLater();
    }

    private void ChangeFolders(FoldersParams parameters)
    {
        foreach (var folder in parameters.Event.Added)
            _workspace.AddFolder(folder.Uri);
        foreach (var folder in parameters.Event.Removed)
            _workspace.RemoveFolder(folder.Uri);
        Reread();
    }

    private Hover? Hover(PositionParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis)
            return null;
        int offset = Places.OffsetOf(analysis.Source, parameters.Position);
        if (Dialogs.Is(analysis.Source.Path))
            return Dialogs.Hover(analysis.Source, offset);
        return analysis.Symbols.Find(analysis.Source.Path, offset) is { Occurrence.Kind: not SymbolKind.File } found
            ? new Hover(new MarkupContent(HoverText.Of(analysis, found.Scope, found.Occurrence)), Places.RangeOf(found.Occurrence.Source, found.Occurrence.Span))
            : null;
    }

    private IReadOnlyList<Location> Definition(PositionParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis || analysis.Symbols.Find(analysis.Source.Path, Places.OffsetOf(analysis.Source, parameters.Position)) is not { } found)
            return [];
        if (found.Occurrence.Kind != SymbolKind.File)
            return Locations(found.Scope.Declarations(found.Occurrence.Kind, found.Occurrence.Name));
        string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(analysis.Source.Path))!, found.Occurrence.Name));
        return File.Exists(path) || _workspace.Open.Has(path) ? [new Location(_workspace.UriOf(path), new Range(new Position(0, 0), new Position(0, 0)))] : [];
    }

    private IReadOnlyList<Location> References(ReferenceParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis)
            return [];
        var same = analysis.Symbols.Same(analysis.Source.Path, Places.OffsetOf(analysis.Source, parameters.Position));
        return Locations(same.Where(name => parameters.Context?.IncludeDeclaration != false || !name.IsDeclaration));
    }

    private PrepareRenameResult? PrepareRename(PositionParams parameters) =>
        _workspace.Analyze(parameters.TextDocument.Uri) is { } analysis && Renaming.Find(analysis, Places.OffsetOf(analysis.Source, parameters.Position)) is { } name
            ? new PrepareRenameResult(Places.RangeOf(analysis.Source, name.Span), name.Text)
            : null;

    private WorkspaceEdit? Rename(RenameParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis)
            return null;
        try
        {
            var places = Renaming.Places(analysis, Places.OffsetOf(analysis.Source, parameters.Position), parameters.NewName);
            return Edit(places);
        }
        catch (ToolException exception)
        {
            throw new RpcException(RpcException.RequestFailed, exception.Message);
        }
    }

    private IReadOnlyList<CompletionItem> Complete(PositionParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis)
            return [];
        int offset = Places.OffsetOf(analysis.Source, parameters.Position);
        if (analysis.Grammar is not null)
            return Completions.OfGrammar(analysis, offset);
        return analysis.File is null ? Dialogs.Complete(analysis.Source, offset) : Completions.At(analysis, offset, _takesSnippets);
    }

    private IReadOnlyList<CodeAction> Actions(RangeParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { } analysis)
            return [];
        int start = Places.OffsetOf(analysis.Source, parameters.Range.Start);
        int end = Places.OffsetOf(analysis.Source, parameters.Range.End);
        return
        [
            .. from finding in analysis.Findings
                let fix = finding.Fix
                where fix is not null && finding.Span.Start <= end && start <= finding.Span.End
                let sources = analysis.Files.Select(file => file.Source).Append(analysis.Source)
                let edits = fix.Edits.Select(edit => (Source: sources.FirstOrDefault(source => source.Path == edit.Path), edit.Span, edit.NewText)).ToList()
                where edits.TrueForAll(edit => edit.Source is not null)
                select new CodeAction(fix.Title, "quickfix", [Diagnostic(finding)], true, Edit(edits.Select(edit => (edit.Source!, edit.Span, edit.NewText)))),
        ];
    }

    private IReadOnlyList<DocumentSymbol> Symbols(DocumentParams parameters) =>
        _workspace.Analyze(parameters.TextDocument.Uri) is { } analysis ? Outline.Symbols(analysis) : [];

    private IReadOnlyList<FoldingRange> Folds(DocumentParams parameters) =>
        _workspace.Analyze(parameters.TextDocument.Uri) is { File: not null } analysis ? Outline.Folds(analysis.Source) : [];

    private SemanticTokens Tokens(DocumentParams parameters) =>
        new(_workspace.Analyze(parameters.TextDocument.Uri) is { } analysis ? Colours.Of(analysis) : []);

    private IReadOnlyList<InlayHint> InlayHints(RangeParams parameters) => _workspace.Analyze(parameters.TextDocument.Uri) is { } analysis
        ? Hints.Of(analysis, Places.OffsetOf(analysis.Source, parameters.Range.Start), Places.OffsetOf(analysis.Source, parameters.Range.End))
        : [];

    private IReadOnlyList<TextEdit> Format(DocumentParams parameters)
    {
        if (_workspace.Analyze(parameters.TextDocument.Uri) is not { File: { } file } || SpecFormatter.Format(file) is not { } text || text == file.Source.Text)
            return [];
        return [new TextEdit(Places.RangeOf(file.Source, new TextSpan(0, file.Source.Text.Length)), text)];
    }
}
