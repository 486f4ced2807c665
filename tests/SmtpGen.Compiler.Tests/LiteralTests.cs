namespace SmtpGen.Compiler.Tests;

/// <summary>Octets that a line announces, after which its command goes on.</summary>
public class LiteralTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Boxes.protocol",
        """
        /// Resembles mail access.
        protocol Boxes {
            family coded
            grammar "boxes.abnf"
            lines { max 128; drain 512 }
            limits { literal-size 20 in 1 .. 1000 }
            prefix (tag: 1*( ALPHA / DIGIT )) SP else "*"
            literals "{" "}" now "+" at most literal-size { continue => ready -> same; too big => too-big -> same }
            states { initial Connected; Open; final Closed }
            connect { => welcome -> Connected }
            otherwise { unknown verb => unknown -> same; bad arguments => bad -> same; wrong state => bad -> same; line too long => long -> same; too slow -> Closed }
            command LOGIN (user: astring as unquoted) SP (password: astring) { from Connected => refused -> same; => welcomed -> Open }
            command NAMES (names: list of ( DATA / 1*ALPHA ) as ascii) { from * => refused, named -> same }
            command NOTE (text: 1*( %x20-7E )) { from * => done -> same }
            command NOOP { from * => done -> same }
            command LOGOUT { from * => done -> Closed }
            reply welcome 220 "{tag} ready"
            reply ready 334 "+"
            reply too-big 452 "{tag} too big"
            reply unknown 500 "{tag} unknown"
            reply bad 501 "{tag} bad"
            reply long 500 "{tag} too long"
            reply refused 450 "{tag} no"
            reply welcomed (said) 250 "{tag} {user} {password} {said}"
            reply named (said) 250 "{tag} {said}"
            reply done 250 "{tag} done"
        }

        """);

    private static readonly SpecText s_grammar = new(
        "/spec/boxes.abnf",
        """
        astring = atom / string
        atom    = 1*( ALPHA / DIGIT )
        string  = DQUOTE *( %x20-21 / %x23-5B / %x5D-7E ) DQUOTE / literal
        literal = DATA

        """);

    private const string Handler = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Boxes;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Answering : BoxesHandler
        {
            public static ServerSession Begin() => new BoxesSession(new Answering(), new BoxesOptions());

            protected internal override ValueTask<BoxesLoginResult> OnLoginAsync(BoxesLoginArguments arguments, CancellationToken cancellationToken) =>
                new(BoxesLoginResult.Welcomed($"[{arguments.User}] [{arguments.Password}]"));

            protected internal override ValueTask<BoxesNamesResult> OnNamesAsync(BoxesNamesArguments arguments, CancellationToken cancellationToken)
            {
                var names = new List<string>();
                foreach (var name in arguments.Names)
                    names.Add($"{name.Octets.Length}:{name}");
                return new(BoxesNamesResult.Named(string.Join("|", names)));
            }
        }
        """;

    [Theory]
    [InlineData("a LOGIN {3}\r\njoe {6}\r\ns\"cr\\t\r\n", "334 +;334 +;250 a joe s\"cr\\t [joe] [s\"cr\\t]")]
    [InlineData("a LOGIN {3+}\r\njoe {0003+}\r\n a \r\nb NOOP\r\n", "250 a joe  a  [joe] [ a ];250 b done")]
    [InlineData("a LOGIN \"j o\" {0+}\r\n\r\n", "250 a j o [j o] []")]
    [InlineData("a LOGIN {4+}\r\n\"jo\" {5+}\r\n\0\r\n.\u00fc\r\n", "250-a \"jo\" ???.? [\"jo\"] [?;250 .???]")]
    [InlineData("a NAMES {2+}\r\na  b {3}\r\nc d\r\n", "334 +;250 a 2:a |1:b|3:c d")]
    [InlineData("a NAMES x {1+}\r\n\u00fc\r\n", "501 a bad")]
    [InlineData("a NAMES x{1+}\r\ny\r\n", "501 a bad")]
    public async Task Are_given_as_their_octets(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("a WHAT {10+}\r\nb LOGOUT\r\n\r\nc NOOP\r\n", "500 a unknown;250 c done")]
    [InlineData("?? {10+}\r\nb LOGOUT\r\n\r\nc NOOP\r\n", "500 * unknown;250 c done")]
    [InlineData("a NOOP {10+}\r\nb LOGOUT\r\n\r\nc NOOP\r\n", "501 a bad;250 c done")]
    [InlineData("a LOGIN j p\r\na LOGIN {10+}\r\nb LOGOUT\r\n p\r\nc NOOP\r\n", "250 a j p [j] [p];501 a bad;250 c done")]
    [InlineData("a WHAT {3}\r\nabc {3+}\r\ndef\r\nc NOOP\r\n", "334 +;500 a unknown;250 c done")]
    public async Task Are_not_taken_for_commands_whatever_is_wrong_with_theirs(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("a LOGIN {21}\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {22+}\r\n01234567890 b LOGOUT\r\n x\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {15+}\r\n012345678901234 {6}\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {15+}\r\n012345678901234 {6+}\r\nLOGOUT\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {18446744073709551616}\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {99999999999999999999999999999999999999}\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {1+}\r\nx {18446744073709551615}\r\nb NOOP\r\n", "452 a too big;250 b done")]
    [InlineData("a LOGIN {18446744073709551615+}\r\nb LOGOUT\r\nc LOGOUT\r\n", "")]
    public async Task Beyond_the_limit_are_refused_and_read_where_the_client_sends_them(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Fact]
    public async Task Count_for_the_length_of_the_line_with_what_announces_them_and_without_what_they_are()
    {
        string user = new('x', 110);
        string longer = new('x', 120);
        Assert.StartsWith("334 +;250 a xx", await HeardAsync($"a LOGIN {user} {{1}}\r\ny\r\n"), StringComparison.Ordinal);
        Assert.Equal("500 a too long;250 b done", await HeardAsync($"a LOGIN {longer} {{5}}\r\nb NOOP\r\n"));
        Assert.Equal("500 a too long;250 b done", await HeardAsync($"a LOGIN {longer} {{9+}}\r\na LOGOUT\r\r\nb NOOP\r\n"));
        Assert.Equal("500 a too long;250 b done", await HeardAsync($"a LOGIN {{1+}}\r\nx {user}{{11+}}\r\nxx LOGOUT\r\n\r\nb NOOP\r\n"));
        Assert.Equal("500 a too long;250 b done", await HeardAsync($"a LOGIN {longer} {{{new string('0', 300)}9+}}\r\na LOGOUT\r\r\nb NOOP\r\n"));
    }

    [Fact]
    public async Task Without_end_end_the_session() => Assert.Equal("500 The line is too long", await HeardAsync("a NAMES " + string.Concat(Enumerable.Repeat("{0+}\r\n", 100)) + "\r\nb NOOP\r\n"));

    [Theory]
    [InlineData("a LOGIN {5+}\nLOGOUT\r\n")]
    [InlineData("a LOGIN {5}\n")]
    [InlineData("a LOGIN {5+}\r\n12345 x\n")]
    public async Task After_a_bare_line_feed_end_the_session(string said) => Assert.DoesNotContain("done", await HeardAsync(said + "b NOOP\r\nb NOOP\r\n"));

    [Fact]
    public async Task Are_not_announced_inside_a_line_nor_by_anything_but_digits() => Assert.Equal(
        "501 a bad;501 b bad;501 c bad;501 d bad;501 e bad",
        await HeardAsync("a LOGIN {3} x\r\nb LOGIN {}\r\nc LOGIN {+}\r\nd LOGIN {3++}\r\ne LOGIN {-3}\r\n"));

    [Fact]
    public void Are_written_by_a_client_where_nothing_else_holds_a_text()
    {
        var client = PlayedClient.Of(Generation.Run(s_spec, s_grammar), "Example.Boxes.BoxesClientMachine");
        client.Say("ReadGreeting");
        client.Hear("220 * ready\r\n");

        Assert.Throws<ArgumentException>(() => client.Say("Login", "a", "b {5}"));
        Assert.Equal("a2 LOGIN \"say a\" {5+}\r\nb\r\n c\r\n", client.Say("Login", "say a", "b\r\n c"));
        client.Hear("250 a2 x y z\r\n");
        Assert.Equal("a3 NAMES {2+}\r\n\0\n ab\r\n", client.Say("Names", (IReadOnlyCollection<string>)["\0\n", "ab"]));
    }

    [Theory]
    [InlineData("say {5}")]
    [InlineData("say {5+}")]
    public void Are_not_announced_by_a_text_that_only_looks_so(string text)
    {
        var client = PlayedClient.Of(Generation.Run(s_spec, s_grammar), "Example.Boxes.BoxesClientMachine");
        client.Say("ReadGreeting");
        client.Hear("220 * ready\r\n");
        Assert.Contains("announces octets that do not follow", Assert.Throws<ArgumentException>(() => client.Say("Note", text)).Message, StringComparison.Ordinal);
        Assert.EndsWith("NOTE say {5} so\r\n", client.Say("Note", "say {5} so"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b\r\nx LOGOUT")]
    [InlineData("b\n")]
    [InlineData("\n")]
    public void Are_not_written_by_a_client_that_would_have_to_wait_and_no_line_end_is_smuggled(string password)
    {
        var client = PlayedClient.Of(Generation.Run(s_spec.Replace(" now \"+\"", ""), s_grammar), "Example.Boxes.BoxesClientMachine");
        client.Say("ReadGreeting");
        client.Hear("220 * ready\r\n");
        Assert.Contains("a line end cannot stand there", Assert.Throws<ArgumentException>(() => client.Say("Login", "a", password)).Message, StringComparison.Ordinal);
    }

    // What is heard after the greeting.
    private static async Task<string> HeardAsync(string said)
    {
        string heard = await Played.HeardAsync(Generation.Run(s_spec, s_grammar).EditCode(Handler), "Example.Answering", said);
        return string.Join(";", heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }
}
