using System.Text.Json.Nodes;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What the server can do, as <c>initialize</c> answers it.</summary>
internal static class Capabilities
{
    private const int Incremental = 2;

    public static JsonObject Answer { get; } = new()
    {
        ["capabilities"] = new JsonObject
        {
            ["positionEncoding"] = "utf-16",
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = Incremental, ["save"] = true },
            ["hoverProvider"] = true,
            ["definitionProvider"] = true,
            ["referencesProvider"] = true,
            ["renameProvider"] = new JsonObject { ["prepareProvider"] = true },
            ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(" ", ">", ",") },
            ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray("quickfix") },
            ["documentSymbolProvider"] = true,
            ["foldingRangeProvider"] = true,
            ["semanticTokensProvider"] = new JsonObject
            {
                ["legend"] = new JsonObject
                {
                    ["tokenTypes"] = new JsonArray([.. Colours.Types.Select(type => JsonValue.Create(type))]),
                    ["tokenModifiers"] = new JsonArray(),
                },
                ["full"] = true,
            },
            ["inlayHintProvider"] = true,
            ["documentFormattingProvider"] = true,
            ["workspace"] = new JsonObject { ["workspaceFolders"] = new JsonObject { ["supported"] = true, ["changeNotifications"] = true } },
        },
        ["serverInfo"] = new JsonObject { ["name"] = "smtpgen" },
    };
}
