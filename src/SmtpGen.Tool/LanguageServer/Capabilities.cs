namespace SmtpGen.Tool.LanguageServer;

/// <summary>What the server can do, as <c>initialize</c> answers it.</summary>
internal static class Capabilities
{
    private const int Incremental = 2;

    public static object Answer { get; } = new
    {
        Capabilities = new
        {
            PositionEncoding = "utf-16",
            TextDocumentSync = new { OpenClose = true, Change = Incremental, Save = true },
            HoverProvider = true,
            DefinitionProvider = true,
            ReferencesProvider = true,
            RenameProvider = new { PrepareProvider = true },
            CompletionProvider = new { TriggerCharacters = new[] { " ", ">", "," } },
            CodeActionProvider = new { CodeActionKinds = new[] { "quickfix" } },
            DocumentSymbolProvider = true,
            FoldingRangeProvider = true,
            SemanticTokensProvider = new { Legend = new { TokenTypes = Colours.Types, TokenModifiers = Array.Empty<string>() }, Full = true },
            InlayHintProvider = true,
            DocumentFormattingProvider = true,
            Workspace = new { WorkspaceFolders = new { Supported = true, ChangeNotifications = true } },
        },
        ServerInfo = new { Name = "smtpgen" },
    };
}
