namespace SmtpGen.Compiler.Tests;

/// <summary>Commands that come as arrays of counted octets, or as lines.</summary>
public class ArrayTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Store.protocol",
        """
        /// Resembles a store of keys.
        protocol Store {
            family coded
            grammar "store.abnf"
            lines { max 64; drain 256 }
            limits { request-size 30 in 1 .. 1000 }
            arrays "*" "$" at most request-size { too big => too-big -> same; bad framing => broken -> Closed }
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            otherwise { unknown verb => unknown -> same; bad arguments => bad -> same; line too long => long -> same; too slow -> Closed }
            command SET (key: arg) SP (value: arg) { from * => refused, stored -> same }
            command DEL (keys: list of arg) { from * => refused, deleted -> same }
            command PING { from * => done -> same }
            command QUIT { from * => bye -> Closed }
            reply welcome 220 "Ready"
            reply too-big 452 "Too big"
            reply broken 500 "Broken"
            reply unknown 500 "Unknown"
            reply bad 501 "Bad"
            reply long 500 "Too long"
            reply refused 450 "No"
            reply stored (said) 250 "{said} {key}"
            reply deleted (said) 250 "{said}"
            reply done 250 "Done"
            reply bye 221 "Bye"
        }

        """);

    private static readonly SpecText s_grammar = new("/spec/store.abnf", "arg = DATA / 1*%x21-7E\n");

    private const string Handler = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Store;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Answering : StoreHandler
        {
            public static ServerSession Begin() => new StoreSession(new Answering(), new StoreOptions());

            protected internal override ValueTask<StoreSetResult> OnSetAsync(StoreSetArguments arguments, CancellationToken cancellationToken) =>
                new(StoreSetResult.Stored($"[{arguments.Key}] [{arguments.Value.ToString().Replace("\r\n", "!")}]"));

            protected internal override ValueTask<StoreDelResult> OnDelAsync(StoreDelArguments arguments, CancellationToken cancellationToken)
            {
                var keys = new List<string>();
                foreach (var key in arguments.Keys)
                    keys.Add(key.ToString());
                return new(StoreDelResult.Deleted(string.Join("|", keys)));
            }
        }
        """;

    [Theory]
    [InlineData("*1\r\n$4\r\nping\r\nPING\r\n", "250 Done;250 Done")]
    [InlineData("*3\r\n$3\r\nSET\r\n$3\r\na b\r\n$6\r\nQUIT\r\n\r\nSET x y\r\n", "250 [a b] [QUIT!] a b;250 [x] [y] x")]
    [InlineData("*4\r\n$3\r\nDEL\r\n$1\r\na\r\n$0\r\n\r\n$2\r\nb \r\nDEL c d\r\n", "250 a||b ;250 c|d")]
    [InlineData("*0\r\n\r\n*-1\r\n*00\r\n\r\nPING\r\n", "250 Done")]
    public async Task Are_carried_out_like_lines_and_what_says_nothing_is_skipped(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("*2\r\n$4\r\nWHAT\r\n$6\r\nQUIT\r\n\r\nPING\r\n", "500 Unknown;250 Done")]
    [InlineData("*2\r\n$4\r\nPING\r\n$6\r\nQUIT\r\n\r\nPING\r\n", "501 Bad;250 Done")]
    [InlineData("*2\r\n$7\r\nSET a b\r\n$1\r\nc\r\nPING\r\n", "500 Unknown;250 Done")]
    [InlineData("*2\r\n$6\r\nPING\r\n\r\n$0\r\n\r\nPING\r\n", "500 Unknown;250 Done")]
    [InlineData("*1\r\n$0\r\n\r\nPING\r\n", "500 Unknown;250 Done")]
    public async Task Are_one_command_whatever_is_wrong_with_it(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("*2\r\n$3\r\nDEL\r\n$29\r\n0123456789012345678901 QUIT\r\n\r\nPING\r\n", "452 Too big;250 Done")]
    [InlineData("*3\r\n$3\r\nDEL\r\n$9\r\n012345678\r\n$20\r\n0123456789012 QUIT\r\n\r\nPING\r\n", "452 Too big;250 Done")]
    [InlineData("*1\r\n$63\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nPING\r\n", "500 Too long;250 Done")]
    public async Task Beyond_a_limit_are_read_and_refused(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Fact]
    public async Task May_have_a_million_elements_which_are_read_and_not_kept() => Assert.Equal(
        "500 Too long;250 Done", await HeardOnceAsync("*1000001\r\n$3\r\nDEL\r\n" + string.Concat(Enumerable.Repeat("$0\r\n\r\n", 1_000_000)) + "PING\r\n"));

    [Theory]
    [InlineData("*x\r\n")]
    [InlineData("*\r\n")]
    [InlineData("*-2\r\n")]
    [InlineData("*1 \r\n")]
    [InlineData("*1\r\nPING\r\n")]
    [InlineData("*1\r\n$\r\n")]
    [InlineData("*1\r\n$-1\r\n")]
    [InlineData("*1\r\n\r\n")]
    [InlineData("*1\r\n$4\r\nPINGX\r\n")]
    [InlineData("*1\r\n$4\r\nPING\nPING\r\n")]
    [InlineData("*0000000000000000000000000000000000000000000000000000000000000000000001\r\n")]
    [InlineData("*1\r\n$0000000000000000000000000000000000000000000000000000000000000000000001\r\n")]
    public async Task That_are_not_written_as_they_should_be_end_the_session(string said) => Assert.Equal("500 Broken", await HeardAsync(said + "PING\r\n"));

    [Theory]
    [InlineData("*2\r\n$3\r\nDEL\r\n$18446744073709551616\r\nabc\r\nQUIT\r\n")]
    [InlineData("*18446744073709551616\r\n$4\r\nPING\r\n")]
    public async Task May_announce_more_than_ever_comes(string said) => Assert.Equal("", await HeardAsync(said));

    private static async Task<string> HeardAsync(string said) =>
        Answers(await Played.HeardAsync(Generation.Run(s_spec, s_grammar).EditCode(Handler), "Example.Answering", said));

    private static async Task<string> HeardOnceAsync(string said)
    {
        var transport = new ScriptedTransport(said, 65536);
        var session = Generation.Run(s_spec, s_grammar).EditCode(Handler).Load().GetType("Example.Answering")!.GetMethod("Begin")!.Invoke(null, null)!;
        await ((SmtpGen.Runtime.ServerSession)session).RunAsync(transport, TestContext.Current.CancellationToken);
        return Answers(transport.Heard);
    }

    private static string Answers(string heard) => string.Join(";", heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
}
