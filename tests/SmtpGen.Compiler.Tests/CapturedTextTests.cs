namespace SmtpGen.Compiler.Tests;

/// <summary>What a handler gets of a command's arguments: lists, and texts without their quotes; and verbs that are known only as they are written.</summary>
public class CapturedTextTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Texts.protocol",
        """
        /// Resembles several protocols.
        protocol Texts {
            family coded
            lines { verbs exact }
            grammar "texts.abnf"
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            command get (keys: list of key) { from Connected => refused, said -> same }
            command Join (targets: list of target by ",") [SP (keys: list of *key-char by %x2C)] { from Connected => refused, said -> same }
            command login (user: string as unquoted) SP (password: string as unquoted) SP (rest: *VCHAR) { from Connected => refused, welcomed -> same }
            command quit { from * => bye -> Closed }
            reply welcome 220 "Ready"
            reply said (text) 250 "{text}"
            reply welcomed (text) 250 "{text} {user} {password} {rest}"
            reply refused 450 "{syntax}"
            reply bye 221 "Bye"
        }

        """);

    private static readonly SpecText s_grammar = new(
        "/spec/texts.abnf",
        """
        key      = 1*key-char
        key-char = ALPHA / DIGIT
        target   = 1*( %x21-2B / %x2D-7E )
        string   = DQUOTE *( %x20-21 / %x23-5B / %x5D-7E / "\" ( DQUOTE / "\" ) ) DQUOTE / 1*( %x21 / %x23-7E )

        """);

    private const string Handler = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Texts;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Answering : TextsHandler
        {
            public static ServerSession Begin() => new TextsSession(new Answering(), new TextsOptions());

            protected internal override ValueTask<TextsGetResult> OnGetAsync(TextsGetArguments arguments, CancellationToken cancellationToken) =>
                new(TextsGetResult.Said(Shown(arguments.Keys)));

            protected internal override ValueTask<TextsJoinResult> OnJoinAsync(TextsJoinArguments arguments, CancellationToken cancellationToken) =>
                new(TextsJoinResult.Said(Shown(arguments.Targets) + " with " + Shown(arguments.Keys)));

            protected internal override ValueTask<TextsLoginResult> OnLoginAsync(TextsLoginArguments arguments, CancellationToken cancellationToken) =>
                new(TextsLoginResult.Welcomed($"[{arguments.User}] [{arguments.Password}] [{arguments.Rest}]"));

            private static string Shown(CommandTexts texts)
            {
                var shown = new List<string>();
                foreach (var text in texts)
                    shown.Add(text.ToString());
                return $"{(texts.IsPresent ? texts.Count : -1)}:{string.Join("|", shown)}";
            }
        }
        """;

    [Fact]
    public async Task A_list_is_given_as_its_texts() => Assert.Equal(
        ["220 Ready", "250 1:a", "250 3:a|bc|d1", "250 1:#x with -1:", "250 2:#x|&y with 3:k||", ""],
        await HeardAsync("get a\r\nget a bc d1\r\nJoin #x\r\nJoin #x,&y k,,\r\n"));

    [Theory]
    [InlineData("a b c", "250 [a] [b] [c] a b c")]
    [InlineData("\"a b\" \"\" c", "250 [a b] [] [c] a b c")]
    [InlineData("\"say \\\"a\\\"\" \"\\\\\" c", "250 [say \"a\"] [\\] [c] say \"a\" \\ c")]
    [InlineData("\"\\\"b\\\"\" a\"b \"c\"", "501 The arguments are not right: login <user> <password> <rest>")]
    [InlineData("\"\\\"b\\\"\" a\\b \"c\"", "250 [\"b\"] [a\\b] [\"c\"] \"b\" a\\b \"c\"")]
    public async Task A_quoted_text_is_given_without_its_quotes_and_backslashes(string arguments, string heard) =>
        Assert.Equal(["220 Ready", heard, ""], await HeardAsync($"login {arguments}\r\n"));

    [Fact]
    public async Task Exact_verbs_are_known_as_they_are_written_and_in_no_other_case() => Assert.Equal(
        ["220 Ready", "500 Not understood", "500 Not understood", "500 Not understood", "250 1:a with -1:", "221 Bye", ""],
        await HeardAsync("GET a\r\njoin a\r\nQuit\r\nJoin a\r\nquit\r\n"));

    private static async Task<string[]> HeardAsync(string said) =>
        (await Played.HeardAsync(Generation.Run(s_spec, s_grammar).EditCode(Handler), "Example.Answering", said)).Split("\r\n");
}
