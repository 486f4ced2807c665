using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Rpc;

namespace SmtpGen.Tool.LanguageServer;

/// <content>The methods, by the names that the protocol gives them.</content>
internal sealed partial class LspServer
{
    /// <summary>What an editor can ask.</summary>
    public RpcMethods Methods()
    {
        var json = LspJson.Default;
        var methods = new RpcMethods();
        methods.Add("initialize", json.InitializeParams, json.JsonObject, Initialize);
        methods.Add("initialized", () => { });
        methods.Add("shutdown", () => _isShutDown = true);
        methods.Add("exit", Exit);
        methods.Add("textDocument/didOpen", json.OpenParams, Open);
        methods.Add("textDocument/didChange", json.ChangeParams, Change);
        methods.Add("textDocument/didClose", json.DocumentParams, Close);
        methods.Add("textDocument/didSave", Reread);
        methods.Add("workspace/didChangeWatchedFiles", Reread);
        methods.Add("workspace/didChangeWorkspaceFolders", json.FoldersParams, ChangeFolders);
        methods.Add("textDocument/hover", json.PositionParams, json.Hover, Hover);
        methods.Add("textDocument/definition", json.PositionParams, json.IReadOnlyListLocation, Definition);
        methods.Add("textDocument/references", json.ReferenceParams, json.IReadOnlyListLocation, References);
        methods.Add("textDocument/prepareRename", json.PositionParams, json.PrepareRenameResult, PrepareRename);
        methods.Add("textDocument/rename", json.RenameParams, json.WorkspaceEdit, Rename);
        methods.Add("textDocument/completion", json.PositionParams, json.IReadOnlyListCompletionItem, Complete);
        methods.Add("textDocument/codeAction", json.RangeParams, json.IReadOnlyListCodeAction, Actions);
        methods.Add("textDocument/documentSymbol", json.DocumentParams, json.IReadOnlyListDocumentSymbol, Symbols);
        methods.Add("textDocument/foldingRange", json.DocumentParams, json.IReadOnlyListFoldingRange, Folds);
        methods.Add("textDocument/semanticTokens/full", json.DocumentParams, json.SemanticTokens, Tokens);
        methods.Add("textDocument/inlayHint", json.RangeParams, json.IReadOnlyListInlayHint, InlayHints);
        methods.Add("textDocument/formatting", json.DocumentParams, json.IReadOnlyListTextEdit, Format);
        return methods;
    }
}
