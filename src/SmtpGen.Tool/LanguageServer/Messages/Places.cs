namespace SmtpGen.Tool.LanguageServer.Messages;

/// <summary>A place in a text: line and UTF-16 code unit in it, both counted from 0.</summary>
internal sealed record Position(int Line, int Character);

/// <summary>What stands between two places.</summary>
internal sealed record Range(Position Start, Position End);

/// <summary>A range of a file.</summary>
internal sealed record Location(string Uri, Range Range);

/// <summary>A file.</summary>
internal sealed record TextDocumentIdentifier(string Uri);

/// <summary>A file with its text.</summary>
internal sealed record TextDocumentItem(string Uri, string LanguageId, int Version, string Text);

/// <summary>A change of a file: of a range, or, without one, of all of it.</summary>
internal sealed record ContentChange(Range? Range, string Text);

/// <summary>The parameter of requests about a file.</summary>
internal sealed record DocumentParams(TextDocumentIdentifier TextDocument);

/// <summary>The parameter of requests about a place.</summary>
internal sealed record PositionParams(TextDocumentIdentifier TextDocument, Position Position);

/// <summary>The parameter of <c>textDocument/didOpen</c>.</summary>
internal sealed record OpenParams(TextDocumentItem TextDocument);

/// <summary>The parameter of <c>textDocument/didChange</c>.</summary>
internal sealed record ChangeParams(TextDocumentIdentifier TextDocument, IReadOnlyList<ContentChange> ContentChanges);

/// <summary>The parameter of <c>textDocument/rename</c>.</summary>
internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

/// <summary>The parameter of <c>textDocument/references</c>.</summary>
internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext? Context);

/// <summary>Which references are asked for.</summary>
internal sealed record ReferenceContext(bool IncludeDeclaration);

/// <summary>The parameter of requests about a range.</summary>
internal sealed record RangeParams(TextDocumentIdentifier TextDocument, Range Range);

/// <summary>A folder of the editor.</summary>
internal sealed record WorkspaceFolder(string Uri, string Name);

/// <summary>The parameter of <c>initialize</c>.</summary>
internal sealed record InitializeParams(string? RootUri, IReadOnlyList<WorkspaceFolder>? WorkspaceFolders, ClientCapabilities? Capabilities);

/// <summary>What the editor can do, as far as the answers depend on it.</summary>
internal sealed record ClientCapabilities(TextDocumentCapabilities? TextDocument);

/// <summary>What it can do with files.</summary>
internal sealed record TextDocumentCapabilities(CompletionCapabilities? Completion);

/// <summary>What it can do with completions.</summary>
internal sealed record CompletionCapabilities(CompletionItemCapabilities? CompletionItem);

/// <summary>Whether it takes texts with places to fill in.</summary>
internal sealed record CompletionItemCapabilities(bool SnippetSupport);

/// <summary>The parameter of <c>workspace/didChangeWorkspaceFolders</c>.</summary>
internal sealed record FoldersParams(FoldersEvent Event);

/// <summary>Folders that come and go.</summary>
internal sealed record FoldersEvent(IReadOnlyList<WorkspaceFolder> Added, IReadOnlyList<WorkspaceFolder> Removed);
