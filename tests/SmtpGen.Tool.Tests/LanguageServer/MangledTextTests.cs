namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary>Half-written text never brings the server down: it answers everything, everywhere.</summary>
public sealed class MangledTextTests
{
    private static readonly string[] s_about = ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/semanticTokens/full", "textDocument/formatting"];
    private static readonly string[] s_at = ["textDocument/hover", "textDocument/definition", "textDocument/references", "textDocument/completion", "textDocument/prepareRename"];

    public static TheoryData<string> Files =>
    [
        "pop3.protocol", "lmtp.protocol", "smtp.protocol", "extensions/auth.protocol", "extensions/chunking.protocol", "help/ja-pop3.help", "grammar/rfc4954.abnf",
        "dialogs/session/ehlo-after-helo.dialog",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Everything_is_answered_in_text_that_was_cut_and_mangled_anywhere(string name)
    {
        await using var editor = await EditorSession.StartAsync();
        string protocol = Path.GetFullPath(Path.Combine(ToolRun.ProtocolFolder));
        foreach (string path in Directory.EnumerateFiles(protocol, "*", SearchOption.AllDirectories))
            editor.Write(Path.GetRelativePath(protocol, path), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        string whole = File.Exists(editor.PathOf(name)) ? await File.ReadAllTextAsync(editor.PathOf(name), TestContext.Current.CancellationToken) : "# Title\n\nC: NOOP\nS: 250 2.0.0 Ok\n";
        await editor.OpenAsync(name, whole);
        var random = new Random(name.Length);

        for (int round = 0; round < Rounds; round++)
        {
            string text = Mangle(whole, random);
            await editor.TypeAsync(name, text);
            foreach (string method in s_about)
                await editor.AskAsync(method, name);
            int lines = text.Count(c => c == '\n') + 2;
            foreach (string method in s_at)
            {
                // One line and some characters after the end, too.
                await editor.AskAsync(method, name, random.Next(lines), random.Next(120));
            }

            await editor.AskRangeAsync("textDocument/codeAction", name, 0, lines);
            await editor.AskRangeAsync("textDocument/inlayHint", name, 0, lines);
        }

        Assert.Equal(0, await editor.EndAsync());
    }

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("MANGLED_TEXTS") ?? "6", System.Globalization.CultureInfo.InvariantCulture);

    private static string Mangle(string text, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(text.Length + 1);
            int length = Math.Min(random.Next(40), text.Length - at);
            text = random.Next(7) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Insert(at, "{"),
                4 => text.Insert(at, "\""),
                5 => text.Insert(at, "\uD83D"),
                _ => text.Insert(at, ((char)random.Next(1, 0x3000)).ToString()),
            };
        }

        return text;
    }
}
