using System.Text.Json.Nodes;
using StreamJsonRpc;

namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary><c>smtpgen lsp</c>, as an editor uses it.</summary>
public sealed class EditingTests
{
    private const string Chat = """
        /// A chat.
        protocol Chat {
            family coded
            grammar "chat.abnf"
            limits {
                /// Names of a session.
                names 5 in 1 .. 10
            }
            states {
                Open {
                    /// Nobody said a name.
                    initial Ready
                    Named
                }
                final Closed
            }
            connect { => hello -> Ready }
            lines { replies utf8 }
            /// Says who one is.
            command NAME (name: nick) {
                from Open
                at most names in Open else enough
                => taken -> same
                => ok -> Named
            }
            /// Ends the session.
            command QUIT { from * => bye -> Closed }
            include "replies.protocol"
        }
        """;

    private const string Replies = """
        reply hello 220 "{host} 😀 ready"
        reply ok 250 "Ok"
        reply bye 221 "Bye"
        reply enough 503 "Enough" { meaning "Enough names." seen "After {names} names." fix "Stop." }
        reply taken 550 "Taken" { meaning "Somebody has it." seen "Often." fix "Take another." }
        """;

    private const string Grammar = "nick = 1*8letter\nletter = ALPHA / \"-\"\n";

    [Fact]
    public async Task What_is_typed_from_nothing_has_findings_until_it_is_right()
    {
        await using var editor = await ChatAsync();

        await editor.OpenAsync("new.protocol", "");
        await editor.TypeAsync("new.protocol", "protocol New extends Chat {\n    command PING { from Open => okk -> same }");
        Assert.Contains("SGP0001", await editor.FindingsAsync("new.protocol", ids => ids.Length > 0));
        await editor.TypeAsync("new.protocol", "protocol New extends Chat {\n    command PING { from Open => okk -> same }\n}\n");
        Assert.Equal("SGP0010", await editor.FindingsAsync("new.protocol", ids => ids == "SGP0010"));
        await editor.TypeAsync("new.protocol", "protocol New extends Chat {\n    command PING { from Open => ok -> same }\n}\n");
        Assert.Equal("", await editor.FindingsAsync("new.protocol", ids => ids.Length == 0));
    }

    [Fact]
    public async Task A_change_that_nobody_saved_shows_in_the_other_open_files()
    {
        await using var editor = await ChatAsync();
        Assert.Equal("", await editor.FindingsAsync("chat.protocol", ids => ids.Length == 0));

        await editor.OpenAsync("replies.protocol", Replies.Replace("reply taken", "reply gone", StringComparison.Ordinal));

        Assert.Contains("SGP0010", await editor.FindingsAsync("chat.protocol", ids => ids.Length > 0));
    }

    [Fact]
    public async Task A_file_that_is_deleted_is_missing_in_the_others()
    {
        await using var editor = await ChatAsync();
        await editor.FindingsAsync("chat.protocol", ids => ids.Length == 0);

        File.Delete(editor.PathOf("replies.protocol"));
        await editor.TellAsync("workspace/didChangeWatchedFiles", new JsonObject { ["changes"] = new JsonArray() });

        Assert.Contains("SGP0012", await editor.FindingsAsync("chat.protocol", ids => ids.Length > 0));
    }

    [Theory]
    [InlineData("NAME (", "Says who one is", "in Ready, Named", "`550` taken", "→ Named")]
    [InlineData("taken -> same", "550 Taken", "Somebody has it", "Take another")]
    [InlineData("Ready\n", "Nobody said a name", "commands: NAME, QUIT", "reached by")]
    [InlineData("nick) {", "nick = 1*8letter", "such as `A`")]
    [InlineData("names in Open", "limit **names** = 5 (1 to 10)", "Names of a session")]
    public async Task Hovering_tells_what_a_name_is(string place, params string[] expected)
    {
        await using var editor = await ChatAsync();

        string shown = (string)(await editor.AskAtAsync("textDocument/hover", "chat.protocol", Chat, place))!["contents"]!["value"]!;

        Assert.All(expected, part => Assert.Contains(part, shown));
    }

    [Theory]
    [InlineData("taken -> same", "replies.protocol", 4)]
    [InlineData("Named\n    }", "chat.protocol", 12)]
    [InlineData("nick) {", "chat.abnf", 0)]
    [InlineData("\"replies.protocol\"", "replies.protocol", 0)]
    [InlineData("names in Open", "chat.protocol", 6)]
    public async Task A_name_leads_to_where_it_is_declared(string place, string file, int line)
    {
        await using var editor = await ChatAsync();

        var found = Assert.Single((await editor.AskAtAsync("textDocument/definition", "chat.protocol", Chat, place))!.AsArray())!;

        Assert.Equal((editor.Uri(file), line), ((string)found["uri"]!, (int)found["range"]!["start"]!["line"]!));
    }

    [Fact]
    public async Task A_reply_is_renamed_in_all_files_that_name_it_and_in_no_others()
    {
        await using var editor = await ChatAsync();
        editor.Write("more.protocol", "protocol More extends Chat {\n    command PING { from Open => taken -> same }\n}\n");
        editor.Write("other.protocol", "protocol Other {\n    family coded\n    states { initial A; final B }\n    connect { => taken -> A }\n    reply taken 220 \"Hi\"\n    command QUIT { from A => taken -> B }\n}\n");
        editor.Write("ja.help", "help ja for Chat\nreply taken { meaning \"x\" seen \"y\" fix \"z\" }\n");
        await editor.TellAsync("workspace/didChangeWatchedFiles", new JsonObject { ["changes"] = new JsonArray() });

        var changes = (await editor.AskAtAsync("textDocument/rename", "chat.protocol", Chat, "taken -> same", "in-use"))!["changes"]!.AsObject();

        Assert.Equal(
            new[] { "chat.protocol", "ja.help", "more.protocol", "replies.protocol" }.Select(editor.Uri),
            changes.Select(change => change.Key).Order(StringComparer.Ordinal));
        Assert.All(changes, change => Assert.Equal("in-use", (string)Assert.Single(change.Value!.AsArray())!["newText"]!));
    }

    [Fact]
    public async Task A_limit_is_renamed_in_texts_too_and_a_rule_in_the_grammar()
    {
        await using var editor = await ChatAsync();

        var limit = (await editor.AskAtAsync("textDocument/rename", "chat.protocol", Chat, "names in Open", "most"))!["changes"]!;
        var rule = (await editor.AskAtAsync("textDocument/rename", "chat.protocol", Chat, "nick) {", "nickname"))!["changes"]!;

        // The text before it holds an emoji in another line; its own line counts in UTF-16.
        Assert.Equal(3, (int)limit[editor.Uri("replies.protocol")]![0]!["range"]!["start"]!["line"]!);
        Assert.Equal(2, limit[editor.Uri("chat.protocol")]!.AsArray().Count);
        Assert.Equal(0, (int)rule[editor.Uri("chat.abnf")]![0]!["range"]!["start"]!["character"]!);
    }

    [Theory]
    [InlineData("QUIT {", "QUIT {", "LOG OUT", "\"LOG OUT\"")]
    [InlineData("QUIT {", "\"LOG OUT\" {", "LOG OFF", "LOG OFF")]
    [InlineData("QUIT {", "\"LOG OUT\" {", "QUIT", "QUIT")]
    public async Task A_verb_of_two_words_stands_in_quotes(string was, string now, string name, string written)
    {
        await using var editor = await ChatAsync();
        string text = Chat.Replace(was, now, StringComparison.Ordinal);
        await editor.TypeAsync("chat.protocol", text);

        var changes = (await editor.AskAtAsync("textDocument/rename", "chat.protocol", text, now, name))!["changes"]!;

        Assert.Equal(written, (string)Assert.Single(changes[editor.Uri("chat.protocol")]!.AsArray())!["newText"]!);
    }

    [Theory]
    [InlineData("Ready\n", "same", "word of the language")]
    [InlineData("Ready\n", "Named", "already")]
    [InlineData("Ready\n", "two words", "cannot be a name")]
    [InlineData("Ready\n", "", "cannot be a name")]
    public async Task A_name_that_would_mean_something_else_is_refused(string place, string name, string message)
    {
        await using var editor = await ChatAsync();

        var refused = await Assert.ThrowsAsync<RemoteInvocationException>(() => editor.AskAtAsync("textDocument/rename", "chat.protocol", Chat, place, name));

        Assert.Contains(message, refused.Message);
    }

    [Theory]
    [InlineData("=> taken", 3, "taken enough ok bye hello", "from Ready states")]
    [InlineData("-> Named", 3, "same Ready Named Closed Open", "taken from command")]
    [InlineData("nick) {", 0, "nick letter ALPHA DIGIT", "taken Ready")]
    [InlineData("names in Open", 0, "names", "taken Ready command")]
    [InlineData("from Open", 0, "from in sync at needs line bad sends asks =>", "command states taken")]
    [InlineData("family coded", 0, "command reply states otherwise limits extension", "from taken Ready")]
    [InlineData("coded", 0, "coded mail", "command taken")]
    public async Task What_may_stand_at_a_place_is_offered_and_nothing_else(string place, int further, string offered, string not)
    {
        await using var editor = await ChatAsync();
        var (line, character) = EditorSession.Place(Chat, place);

        var labels = (await editor.AskAsync("textDocument/completion", "chat.protocol", line, character + further))!.AsArray().Select(item => (string)item!["label"]!).ToList();

        Assert.All(offered.Split(' '), word => Assert.Contains(word, labels));
        Assert.All(not.Split(' '), word => Assert.DoesNotContain(word, labels));
    }

    [Fact]
    public async Task A_keyword_comes_with_the_row_that_it_needs_which_has_no_findings_of_form()
    {
        await using var editor = await ChatAsync();
        var (line, character) = EditorSession.Place(Chat, "family coded");

        var items = (await editor.AskAsync("textDocument/completion", "chat.protocol", line, character))!.AsArray();

        string row = (string)items.Single(item => (string)item!["label"]! == "command")!["textEdit"]!["newText"]!;
        Assert.Equal("command ${1:VERB} {\n    from ${2:State}\n    => ${3:reply} -> ${4:same}\n}", row);
    }

    [Fact]
    public async Task A_certain_fix_is_offered_where_its_finding_is()
    {
        await using var editor = await ChatAsync();
        string wrong = Chat.Replace("=> taken", "=> takn", StringComparison.Ordinal);
        await editor.TypeAsync("chat.protocol", wrong);
        int line = EditorSession.Place(wrong, "takn").Line;

        var action = Assert.Single((await editor.AskRangeAsync("textDocument/codeAction", "chat.protocol", line, line + 1))!.AsArray())!;

        Assert.Equal(("Write 'taken'", "taken"), ((string)action["title"]!, (string)action["edit"]!["changes"]![editor.Uri("chat.protocol")]![0]!["newText"]!));
        Assert.Empty((await editor.AskRangeAsync("textDocument/codeAction", "chat.protocol", 0, 1))!.AsArray());
    }

    [Fact]
    public async Task The_outline_holds_the_members_and_blocks_can_be_folded()
    {
        await using var editor = await ChatAsync();

        var protocol = Assert.Single((await editor.AskAsync("textDocument/documentSymbol", "chat.protocol"))!.AsArray())!;
        var folds = (await editor.AskAsync("textDocument/foldingRange", "chat.protocol"))!.AsArray();

        Assert.Equal("Chat", (string)protocol["name"]!);
        Assert.Contains("NAME", protocol["children"]!.AsArray().Select(member => (string)member!["name"]!));
        Assert.Contains(folds, fold => (int)fold!["startLine"]! == 8);
    }

    [Fact]
    public async Task A_name_that_is_spelled_like_a_keyword_has_the_colour_of_a_name()
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("words.protocol", "reply line 250 \"Ok\"\nunsolicited line in *\n");

        var data = (await editor.AskAsync("textDocument/semanticTokens/full", "words.protocol"))!["data"]!.AsArray().Select(number => (int)number!).ToList();

        // reply, line, 250; unsolicited, line, in.
        Assert.Equal([0, 4, 1, 0, 4, 0], data.Where((_, at) => at % 5 == 3));
    }

    [Fact]
    public async Task A_repetition_in_a_pattern_is_not_part_of_the_rule_behind_it()
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("words.protocol", "command A (x: 1*20DIGIT) { from B => c -> same }\n");

        var data = (await editor.AskAsync("textDocument/semanticTokens/full", "words.protocol"))!["data"]!.AsArray().Select(number => (int)number!).ToList();

        // command, A, x, DIGIT: five characters from its own first letter on.
        Assert.Equal([0, 7, 5, 7, 0], data[15..20]);
    }

    [Fact]
    public async Task Beside_a_changed_command_stands_what_is_inherited()
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("more.protocol", "protocol More extends Chat {\n    change command NAME { sync }\n}\n");

        var hint = Assert.Single((await editor.AskRangeAsync("textDocument/inlayHint", "more.protocol", 0, 3))!.AsArray())!;

        Assert.Equal("NAME <name>: from Ready, Named => taken, ok", (string)hint["label"]!);
    }

    [Fact]
    public async Task Formatting_replaces_the_text_by_its_canonical_layout()
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("words.protocol", "family   mail\r\nlines {max 512}\r\n");

        var edit = Assert.Single((await editor.AskAsync("textDocument/formatting", "words.protocol"))!.AsArray())!;

        Assert.Equal("family mail\r\nlines { max 512 }\r\n", (string)edit["newText"]!);
        Assert.Equal((2, 0), ((int)edit["range"]!["end"]!["line"]!, (int)edit["range"]!["end"]!["character"]!));
    }

    [Fact]
    public async Task Changes_of_ranges_count_in_utf_16_and_keep_line_ends()
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("words.protocol", "\uFEFF// 😀 あ\r\nfamily   mail // é\r\n");
        await editor.ChangeAsync("words.protocol", (JsonObject)JsonNode.Parse("""{ "range": { "start": { "line": 0, "character": 5 }, "end": { "line": 0, "character": 7 } }, "text": "い" }""")!);

        var edit = Assert.Single((await editor.AskAsync("textDocument/formatting", "words.protocol"))!.AsArray())!;

        Assert.Equal("// 😀いfamily mail // é\r\n".Replace("いfamily", "い\r\nfamily", StringComparison.Ordinal), (string)edit["newText"]!);
    }

    [Theory]
    [InlineData("S: 250 2.0.0 Ok", "Done.")]
    [InlineData("C: EHLO a.example", "Greets the server")]
    public async Task A_line_of_a_dialog_is_explained(string line, string expected)
    {
        await using var editor = await ChatAsync();
        await editor.OpenAsync("a.dialog", line + "\n");

        string shown = (string)(await editor.AskAsync("textDocument/hover", "a.dialog", 0, 6))!["contents"]!["value"]!;

        Assert.Contains(expected, shown);
    }

    [Fact]
    public async Task The_server_ends_with_0_after_it_was_told_so_and_with_1_else()
    {
        await using var orderly = await EditorSession.StartAsync();
        await using var rude = await EditorSession.StartAsync();

        await rude.TellAsync("exit", new JsonObject());

        Assert.Equal((0, 1), (await orderly.EndAsync(), await rude.ExitCodeAsync()));
    }

    private static async Task<EditorSession> ChatAsync()
    {
        var editor = await EditorSession.StartAsync();
        editor.Write("chat.abnf", Grammar);
        editor.Write("replies.protocol", Replies);
        editor.Write("chat.protocol", Chat);
        await editor.OpenAsync("chat.protocol", Chat);
        return editor;
    }
}
