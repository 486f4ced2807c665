namespace SmtpGen.Compiler.Tests;

/// <summary>Octets after the line of a command, whose number the command says.</summary>
public class CommandDataTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Cache.protocol",
        """
        /// Resembles a cache.
        protocol Cache {
            family coded
            limits { item-size 20 in 1 .. 1000; sets 2 in 1 .. 9 }
            flags { locked }
            states { Open { initial Connected; Full }; final Closed }
            connect { => welcome -> Connected }
            otherwise { unknown verb => unknown -> same; bad arguments => bad -> same; wrong state => wrong -> same; line too long => long -> same; too slow -> Closed }
            command SET (key: 1*ALPHA) SP (bytes: 1*30DIGIT as u64) {
                from Connected
                needs not locked else refused
                at most sets in Open else enough
                data (value) of bytes at most item-size { too big => too-big -> same; bad framing => bad-data -> same }
                => refused -> same
                => stored -> same
            }
            command ECHO (bytes: 1*20DIGIT as u64) {
                from Open
                data (value) of bytes at most item-size { too big => too-big -> same; bad framing => bad-data -> Closed }
                => echoed -> same
            }
            command LOCK { from * => done sets locked -> same }
            command FILL { from * => done -> Full }
            command QUIT { from * => done -> Closed }
            reply welcome 220 "Ready"
            reply too-big 452 "Too big"
            reply bad-data 501 "Bad data"
            reply unknown 500 "Unknown"
            reply bad 501 "Bad"
            reply wrong 503 "Wrong"
            reply enough 452 "Enough"
            reply long 500 "Too long"
            reply refused 450 "No"
            reply stored (said) 250 "{key} {bytes} {said} {value}"
            reply echoed 250 "{value}"
            reply done 250 "Done"
        }

        """);

    private const string Handler = """
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Cache;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Answering : CacheHandler
        {
            public static ServerSession Begin() => new CacheSession(new Answering(), new CacheOptions());

            protected internal override ValueTask<CacheSetResult> OnSetAsync(CacheSetArguments arguments, CancellationToken cancellationToken) =>
                new(CacheSetResult.Stored($"[{arguments.Key}] {arguments.Bytes} [{System.Text.Encoding.Latin1.GetString(arguments.Value.Span).Replace("\r\n", "!")}]"));
        }
        """;

    [Theory]
    [InlineData("SET a 3\r\nxyz\r\nLOCK\r\n", "250 a 3 [a] 3 [xyz] xyz;250 Done")]
    [InlineData("SET a 0\r\n\r\nLOCK\r\n", "250 a 0 [a] 0 [];250 Done")]
    [InlineData("SET a 8\r\nQUIT\r\n\0.\r\nLOCK\r\n", "250 a 8 [a] 8 [QUIT!?.] QUIT???.;250 Done")]
    [InlineData("ECHO 2\r\nab\r\nECHO 1\r\nc\r\n", "250 ab;250 c")]
    public async Task Are_given_to_the_handler_and_may_stand_in_replies(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("LOCK\r\nSET a 6\r\nQUIT\r\n\r\nLOCK\r\n", "250 Done;450 No;250 Done")]
    [InlineData("FILL\r\nSET a 6\r\nQUIT\r\n\r\nLOCK\r\n", "250 Done;503 Wrong;250 Done")]
    [InlineData("SET a 1\r\na\r\nSET b 1\r\nb\r\nSET c 6\r\nQUIT\r\n\r\nLOCK\r\n", "250 a 1 [a] 1 [a] a;250 b 1 [b] 1 [b] b;452 Enough;250 Done")]
    [InlineData("FILL\r\nSET a 2\r\nQUIT\r\nLOCK\r\n", "250 Done;503 Wrong;250 Done")]
    [InlineData("FILL\r\nSET a 99999999999999999999999\r\nQUIT\r\nLOCK\r\n", "250 Done")]
    [InlineData("SET a 22\r\nQUIT\r\nQUIT\r\nQUIT\r\nQUIT\r\nLOCK\r\n", "452 Too big;250 Done")]
    [InlineData("SET a 99999999999999999999999\r\nQUIT\r\nLOCK\r\n", "")]
    public async Task Are_read_whatever_is_wrong_and_never_taken_for_commands(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Theory]
    [InlineData("SET a 2\r\nxyz LOCK\r\nLOCK\r\n", "501 Bad data;250 Done")]
    [InlineData("SET a 2\r\nxy\nLOCK\r\n", "501 Bad data;250 Done")]
    [InlineData("ECHO 2\r\nxyz\r\nLOCK\r\n", "501 Bad data")]
    public async Task Have_a_line_end_behind_them_up_to_which_all_is_thrown_away(string said, string heard) => Assert.Equal(heard, await HeardAsync(said));

    [Fact]
    public async Task Are_not_announced_by_arguments_that_cannot_be_read() =>
        Assert.Equal("501 Bad;501 Bad;500 Unknown", await HeardAsync("SET a -1\r\nSET a\r\nabc\r\n"));

    private static async Task<string> HeardAsync(string said)
    {
        string heard = await Played.HeardAsync(Generation.Run(s_spec).EditCode(Handler), "Example.Answering", said);
        return string.Join(";", heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }
}
