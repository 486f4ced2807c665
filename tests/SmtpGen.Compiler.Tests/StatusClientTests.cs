using SmtpGen.Runtime.Client;

namespace SmtpGen.Compiler.Tests;

/// <summary>How a client tells replies apart that have no codes.</summary>
public class StatusClientTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Drop.protocol",
        """
        /// Resembles post offices and caches.
        protocol Drop {
            lines { max 512; reply 512 }
            statuses { positive "+OK"; negative "-ERR"; plain positive "" }
            states { initial Open; final Closed }
            connect { -> Open }
            otherwise { anything else => failed -> Closed; unknown verb => unknown -> same; wrong state => unknown -> same; bad arguments => unknown -> same }
            command CAPA { from Open => capabilities -> same }
            command DELE (number: 1*DIGIT as u64) { from Open => deleted, gone, busy -> same }
            command LIST [(number: 1*DIGIT as u64)] {
                from Open
                => one, gone -> same
                => all then send body as dotted -> same
            }
            command GET (key: 1*ALPHA) { from Open; sends value; => end, gone -> same }
            command TELL (text: 1*ALPHA) { from Open; asks; => quiet -> same }
            command MAYBE (text: 1*ALPHA) { from Open => told, quiet -> same }
            command QUIT { from Open => bye -> Closed }
            reply capabilities positive "What there is" "one" "two"
            reply deleted positive "Message {number} deleted"
            reply gone negative "[GONE] No such message"
            reply busy negative "[IN-USE] Try later"
            reply one (number: number, size: number) positive "{number} {size}"
            reply all positive "Listing follows"
            reply value (key, data: octets) plain "VALUE {key} {data.length}" "{data}"
            reply end plain "END"
            reply told positive "Told"
            reply quiet silent
            reply bye positive "Bye"
            reply unknown negative "What?"
            reply failed negative "The end"
        }

        """);

    private static readonly Generation s_generation = Generation.Run(s_spec);

    [Theory]
    [InlineData("+OK Message 7 deleted\r\n", "deleted")]
    [InlineData("+OK\r\n", "deleted")]
    [InlineData("+OK it is away\r\n", "deleted")]
    [InlineData("-ERR [IN-USE] Somebody else reads it\r\n", "busy")]
    [InlineData("-ERR [GONE] That one is away\r\n", "gone")]
    [InlineData("-ERR Another time\r\n", "")]
    public void A_reply_is_known_by_its_text_its_code_in_brackets_or_as_the_only_one(string heard, string name)
    {
        var client = Client();
        client.Say("Dele", 7UL);
        var reply = client.Hear(heard);
        Assert.Equal((name, heard[0] == '+'), (reply.Name, reply.IsPositive));
    }

    [Fact]
    public void Lines_go_on_to_the_dot_and_their_own_dots_are_undone()
    {
        var client = Client();
        client.Say("Capa");
        Assert.Equal(["anything", "a", ".b", ""], client.Hear("+OK anything\r\na\r\n..b\r\n\r\n.\r\n").Lines);
        client.Say("Capa");
        Assert.Equal(["[GONE]"], client.Hear("-ERR [GONE]\r\n").Lines);
    }

    [Fact]
    public void Counted_octets_are_no_lines()
    {
        var client = Client();
        client.Say("Get", "a");
        var reply = client.Hear("VALUE a 9\r\nEND\r\n\r\n.\0\r\nVALUE b 0\r\n\r\nEND\r\n");
        Assert.Equal(["END\r\n\r\n.\0", ""], reply.Before.Select(value => value["data"]!));
        Assert.Equal("end", reply.Name);
    }

    [Fact]
    public void A_command_may_go_without_a_reply_where_one_is_silent()
    {
        var machine = (ClientMachine)Activator.CreateInstance(s_generation.Load().GetType("Example.Drop.DropClientMachine")!)!;
        var client = new PlayedClient(machine);
        Assert.Equal("TELL a\r\n", client.Say("Tell", "a"));
        Assert.Equal(0, machine.RepliesDue);
        client.Say("Maybe", "a");
        Assert.Equal(1, machine.RepliesDue);
        machine.ExpectNoReply();
        Assert.Equal(0, machine.RepliesDue);
        client.Say("Dele", 1UL);
        Assert.Contains("DELE 1 is answered", Assert.Throws<InvalidOperationException>(machine.ExpectNoReply).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250 Ok\r\n", "none of the replies that may come")]
    [InlineData("+OK\n", "LF without CR")]
    [InlineData("+OKAY\r\n", "none of the replies that may come")]
    [InlineData("VALUE a 400000000\r\n", "more than 268435456 octets")]
    [InlineData("VALUE a 99999999999999999999\r\n", "more than 268435456 octets")]
    public void What_is_no_reply_is_told(string heard, string why)
    {
        var client = Client();
        if (heard.StartsWith("VALUE", StringComparison.Ordinal))
            client.Say("Get", "a");
        else
            client.Say("Dele", 7UL);
        Assert.Contains(why, Assert.Throws<ProtocolViolationException>(() => client.Hear(heard)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_follows_is_read_before_anything_else_is_sent()
    {
        var client = Client();
        client.Say("List");
        Assert.Equal("all", client.Hear("+OK Listing follows\r\n").Name);
        Assert.Contains("A body follows the reply to LIST", Assert.Throws<InvalidOperationException>(() => client.Say("Quit")).Message, StringComparison.Ordinal);
    }

    private static PlayedClient Client() => PlayedClient.Of(s_generation, "Example.Drop.DropClientMachine");
}
