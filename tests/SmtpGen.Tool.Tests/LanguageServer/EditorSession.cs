using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Nerdbank.Streams;
using SmtpGen.Tool.Commands;
using StreamJsonRpc;

namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary>An editor that speaks to the server in this process.</summary>
internal sealed class EditorSession : IAsyncDisposable
{
    private readonly JsonRpc _rpc;
    private readonly Task<int> _server;
    private readonly TemporaryFolder _folder = new();
    private readonly Channel<(string Uri, JsonArray Findings)> _told = Channel.CreateUnbounded<(string, JsonArray)>();
    private int _version;

    private EditorSession(JsonRpc rpc, Task<int> server)
    {
        _rpc = rpc;
        _server = server;
    }

    /// <summary>Starts a server, and says what an editor says first.</summary>
    public static async Task<EditorSession> StartAsync()
    {
        var (ours, theirs) = FullDuplexStream.CreatePair();
        var server = LspCommand.ServeAsync(theirs, theirs, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(ours, ours, new SystemTextJsonFormatter()));
        var session = new EditorSession(rpc, server);
        rpc.AddLocalRpcMethod("textDocument/publishDiagnostics", (string uri, JsonElement diagnostics) => session._told.Writer.TryWrite((uri, JsonNode.Parse(diagnostics.GetRawText())!.AsArray())));
        rpc.StartListening();
        await session.AskAsync("initialize", new JsonObject
        {
            ["capabilities"] = JsonNode.Parse("""{ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } }"""),
            ["workspaceFolders"] = new JsonArray(new JsonObject { ["uri"] = session.Uri(""), ["name"] = "folder" }),
        });
        await rpc.NotifyWithParameterObjectAsync("initialized", new JsonObject());
        return session;
    }

    /// <summary>The address of a file of the folder.</summary>
    public string Uri(string name) => new Uri(PathOf(name)).AbsoluteUri;

    public string PathOf(string name) => name.Length == 0 ? Path.GetDirectoryName(_folder["x"])! : _folder[name];

    /// <summary>Writes a file that is not open.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public Task OpenAsync(string name, string text) => TellAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["languageId"] = "smtpgen", ["version"] = ++_version, ["text"] = text },
    });

    /// <summary>Replaces the text of an open file.</summary>
    public Task TypeAsync(string name, string text) => ChangeAsync(name, new JsonObject { ["text"] = text });

    public Task ChangeAsync(string name, JsonObject change) => TellAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["version"] = ++_version },
        ["contentChanges"] = new JsonArray(change),
    });

    public Task TellAsync(string method, JsonObject parameters) => _rpc.NotifyWithParameterObjectAsync(method, parameters);

    public Task<JsonNode?> AskAsync(string method, JsonObject parameters) =>
        _rpc.InvokeWithParameterObjectAsync<JsonNode?>(method, parameters, TestContext.Current.CancellationToken);

    /// <summary>Asks about a file.</summary>
    public Task<JsonNode?> AskAsync(string method, string name) => AskAsync(method, About(name));

    /// <summary>Asks about a place of a file, counted from 0.</summary>
    public Task<JsonNode?> AskAsync(string method, string name, int line, int character, string? newName = null)
    {
        var parameters = About(name);
        parameters["position"] = new JsonObject { ["line"] = line, ["character"] = character };
        if (newName is not null)
            parameters["newName"] = newName;
        return AskAsync(method, parameters);
    }

    /// <summary>Asks about the first place of a text in a file that has it.</summary>
    public Task<JsonNode?> AskAtAsync(string method, string name, string text, string word, string? newName = null)
    {
        var (line, character) = Place(text, word);
        return AskAsync(method, name, line, character, newName);
    }

    /// <summary>Asks about a range of lines.</summary>
    public Task<JsonNode?> AskRangeAsync(string method, string name, int firstLine, int lastLine)
    {
        var parameters = About(name);
        parameters["range"] = JsonNode.Parse($$"""{ "start": { "line": {{firstLine}}, "character": 0 }, "end": { "line": {{lastLine}}, "character": 0 } }""");
        parameters["context"] = JsonNode.Parse("""{ "diagnostics": [] }""");
        return AskAsync(method, parameters);
    }

    /// <summary>Line and character of a word, counted from 0.</summary>
    public static (int Line, int Character) Place(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{word} is not in the text");
        int start = text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        return (text.AsSpan(0, start).Count('\n'), at - start);
    }

    /// <summary>The ids of the findings of a file, when the server tells those that fit.</summary>
    public async Task<string> FindingsAsync(string name, Func<string, bool> fits)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(TimeSpan.FromMinutes(1));
        string last = "nothing";
        try
        {
            while (true)
            {
                var (uri, findings) = await _told.Reader.ReadAsync(guard.Token);
                string ids = string.Join(' ', findings.Select(finding => (string)finding!["code"]!));
                if (uri == Uri(name) && fits(ids))
                    return ids;
                last = $"{uri}: {findings.ToJsonString()}";
            }
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The server told no such findings of {name}, last {last}");
        }
    }

    /// <summary>What the server ends with.</summary>
    public Task<int> ExitCodeAsync() => _server;

    /// <summary>Ends the server as an editor does.</summary>
    public async Task<int> EndAsync()
    {
        await AskAsync("shutdown", new JsonObject());
        await TellAsync("exit", new JsonObject());
        return await _server;
    }

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await _server;
        _folder.Dispose();
    }

    private JsonObject About(string name) => new() { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) } };
}
