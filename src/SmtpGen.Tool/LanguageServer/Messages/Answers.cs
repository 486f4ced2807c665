namespace SmtpGen.Tool.LanguageServer.Messages;

/// <summary>A finding; severity 1 is an error, 2 a warning, 3 worth knowing.</summary>
internal sealed record Diagnostic(Range Range, int Severity, string Code, CodeDescription CodeDescription, string Source, string Message);

/// <summary>The page about a finding.</summary>
internal sealed record CodeDescription(string Href);

/// <summary>The findings of a file.</summary>
internal sealed record PublishDiagnosticsParams(string Uri, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Text that is Markdown.</summary>
internal sealed record MarkupContent(string Value)
{
    /// <summary>What it is.</summary>
    public string Kind => "markdown";
}

/// <summary>What is known of the word at a place.</summary>
internal sealed record Hover(MarkupContent Contents, Range Range);

/// <summary>An edit of a range.</summary>
internal sealed record TextEdit(Range Range, string NewText);

/// <summary>Edits by file.</summary>
internal sealed record WorkspaceEdit(IReadOnlyDictionary<string, IReadOnlyList<TextEdit>> Changes);

/// <summary>A fix of a finding.</summary>
internal sealed record CodeAction(string Title, string Kind, IReadOnlyList<Diagnostic> Diagnostics, bool IsPreferred, WorkspaceEdit Edit);

/// <summary>Something that may stand at a place; insertTextFormat 2 has places to fill in.</summary>
internal sealed record CompletionItem(string Label, int Kind, string? Detail, MarkupContent? Documentation, int InsertTextFormat, TextEdit TextEdit);

/// <summary>What a file holds.</summary>
internal sealed record DocumentSymbol(string Name, string Detail, int Kind, Range Range, Range SelectionRange, IReadOnlyList<DocumentSymbol> Children);

/// <summary>Lines that can be folded.</summary>
internal sealed record FoldingRange(int StartLine, int EndLine, string? Kind);

/// <summary>The colours of a file: five numbers for each word.</summary>
internal sealed record SemanticTokens(IReadOnlyList<int> Data);

/// <summary>A text that an editor shows between others.</summary>
internal sealed record InlayHint(Position Position, string Label, bool PaddingLeft, MarkupContent? Tooltip);

/// <summary>A name that can be renamed.</summary>
internal sealed record PrepareRenameResult(Range Range, string Placeholder);
