using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SmtpGen.Tool.LanguageServer.Messages;

/// <summary>The shapes of what editors ask and are told.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeParams))]
[JsonSerializable(typeof(DocumentParams))]
[JsonSerializable(typeof(FoldersParams))]
[JsonSerializable(typeof(Hover))]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(IReadOnlyList<CodeAction>))]
[JsonSerializable(typeof(IReadOnlyList<CompletionItem>))]
[JsonSerializable(typeof(IReadOnlyList<DocumentSymbol>))]
[JsonSerializable(typeof(IReadOnlyList<FoldingRange>))]
[JsonSerializable(typeof(IReadOnlyList<InlayHint>))]
[JsonSerializable(typeof(IReadOnlyList<Location>))]
[JsonSerializable(typeof(IReadOnlyList<TextEdit>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(OpenParams))]
[JsonSerializable(typeof(PositionParams))]
[JsonSerializable(typeof(PrepareRenameResult))]
[JsonSerializable(typeof(PublishDiagnosticsParams))]
[JsonSerializable(typeof(RangeParams))]
[JsonSerializable(typeof(ReferenceParams))]
[JsonSerializable(typeof(RenameParams))]
[JsonSerializable(typeof(SemanticTokens))]
[JsonSerializable(typeof(WorkspaceEdit))]
internal sealed partial class LspJson : JsonSerializerContext;
