namespace SmtpGen.Compiler.Tests;

/// <summary>What stands before the verb of a command: a tag, or who says it.</summary>
public class PrefixTests
{
    private static readonly SpecText s_tagged = new(
        "/spec/Tagged.protocol",
        """
        /// Resembles protocols whose commands have tags.
        protocol Tagged {
            family coded
            prefix (tag: 1*( ALPHA / DIGIT )) SP else "*"
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            otherwise { foreign "GET" => alien -> Closed; unknown verb => unknown -> same; line too long => long -> same; bare line feed => bare -> Closed }
            command NOOP (text: *VCHAR) { from Connected => refused, done -> same }
            command QUIT { from * => bye -> Closed }
            command ASK {
                from Connected
                => more then read line (answer: *VCHAR) at most 100 octets { bad arguments => refused -> same; line too long => refused -> same }
                => done -> same
            }
            reply bye 221 "{tag} bye"
            reply welcome 220 "{tag} ready"
            reply done (said) 250 "{tag} done {said}"
            reply refused 450 "{tag} no"
            reply more 334 "{tag} more"
            reply unknown 500 "{tag} unknown"
            reply long 500 "{tag} too long"
            reply bare 500 "{tag} bare"
            reply alien 500 "{tag} alien"
        }

        """);

    private static readonly SpecText s_sourced = new(
        "/spec/Sourced.protocol",
        """
        /// Resembles relay chat: others may say for whom they speak.
        protocol Sourced extends Base {
            rename command NOOP to PING
        }
        protocol Base {
            family coded
            parts mask { nick: nick }
            grammar "mask.abnf"
            prefix [":" (source: mask) 1*SP]
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            command NOOP { from Connected => done, refused -> same }
            command QUIT { from * => bye -> Closed }
            reply bye 221 "Bye"
            reply welcome 220 "<{source}> ready"
            reply done 250 "<{source}> <{source.nick}>"
            reply refused 450 "no"
        }

        """);

    private const string Handler = """
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Tagged;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Answering : TaggedHandler
        {
            public static ServerSession Begin() => new TaggedSession(new Answering(), new TaggedOptions());

            protected internal override ValueTask<TaggedNoopResult> OnNoopAsync(TaggedNoopArguments arguments, CancellationToken cancellationToken) =>
                new(TaggedNoopResult.Done($"{Encoding.ASCII.GetString(Session.Tag.Span)}:{arguments.Text}"));

            protected internal override ValueTask<TaggedAskResult> OnAskAnswerAsync(CommandText answer, CancellationToken cancellationToken) =>
                new(TaggedAskResult.Done($"{Encoding.ASCII.GetString(Session.Tag.Span)}:{answer}"));
        }
        """;

    [Fact]
    public async Task Is_a_slot_of_every_reply_and_told_to_the_handler_until_the_next_command() => Assert.Equal(
        [
            "220 * ready", "250 a1 done a1:x", "250 A2 done A2:", "334 b more", "250 b done b:c", "500 c unknown",
            "500 * unknown", "500 d unknown", "500 * unknown", "500 e too long", "500 * bare", "",
        ],
        await HeardAsync($"a1 NOOP x\r\nA2 noop \r\nb ASK\r\nc\r\nc WHAT\r\nNOOP\r\nd \r\n?? NOOP\r\ne NOOP {new string('x', 600)}\r\n? NOOP\n"));

    [Fact]
    public async Task Does_not_hide_the_first_word_of_another_protocol() =>
        Assert.Equal(["220 * ready", "500 GET alien", ""], await HeardAsync("GET / HTTP/1.1\r\n"));

    [Fact]
    public async Task May_be_missing_and_have_parts_and_is_inherited()
    {
        var generation = Generation.Run(s_sourced, new SpecText("/spec/mask.abnf", "mask = nick [ \"!\" user ]\nnick = 1*ALPHA\nuser = 1*ALPHA\n")).EditCode("""
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Answering : Example.Base.BaseHandler
            {
                public static ServerSession Begin() => new Example.Sourced.SourcedSession(new Answering(), new Example.Sourced.SourcedOptions());
            }
            """);

        string heard = await Played.HeardAsync(generation, "Example.Answering", ":joe!j  PING\r\nPING\r\n:a PING\r\n:b!PING\r\n");

        Assert.Equal(["220 <> ready", "250 <joe!j> <joe>", "250 <> <>", "250 <a> <a>", "500 Not understood", ""], heard.Split("\r\n"));
    }

    [Fact]
    public void Is_numbered_by_a_client()
    {
        var client = PlayedClient.Of(Generation.Run(s_tagged), "Example.Tagged.TaggedClientMachine");
        client.Say("ReadGreeting");
        client.Hear("220 * ready\r\n");

        Assert.Equal("a1 NOOP x\r\n", client.Say("Noop", "x"));
        Assert.Equal("y", client.Hear("250 a1 done y\r\n")["said"]);
        Assert.Equal("a2 ASK\r\n", client.Say("Ask"));
        Assert.True(client.Hear("334 a2 more\r\n").IsIntermediate);
        Assert.Equal("z\r\n", client.Say("AskAnswer", "z"));
    }

    [Fact]
    public void Of_something_else_than_a_mark_leaves_no_client()
    {
        Assert.DoesNotContain(Generation.Run(s_tagged.Replace("(tag: 1*( ALPHA / DIGIT ))", "(tag: 4DIGIT)")).Files.Keys, file => file.Contains("Client"));
    }

    private static async Task<string[]> HeardAsync(string said) =>
        (await Played.HeardAsync(Generation.Run(s_tagged).EditCode(Handler), "Example.Answering", said)).Split("\r\n");
}
