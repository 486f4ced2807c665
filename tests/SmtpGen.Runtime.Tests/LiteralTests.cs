using System.Text;

namespace SmtpGen.Runtime.Tests;

/// <summary>Octets that a line announces: what is waited for while they come, and what they cost.</summary>
public sealed class LiteralTests
{
    [Theory]
    [InlineData("GO", false, true)]
    [InlineData("GO {5", false, true)]
    [InlineData("GO {5+}\r\n", true, false)]
    [InlineData("GO {5+}\r\n1234", true, false)]
    [InlineData("GO {5}\r\n1234", true, false)]
    [InlineData("GO {5+}\r\n12345", false, false)]
    [InlineData("GO {5+}\r\n12345 x", false, true)]
    [InlineData("GO {999+}\r\n12345", true, false)]
    [InlineData("GO {5+}\r\n12345\r\n", false, false)]
    public void A_client_has_the_time_of_a_body_while_they_come(string said, bool isInBody, bool isInLine)
    {
        var machine = new LiteralMachine();
        ReadOnlySpan<byte> input = Encoding.ASCII.GetBytes(said);

        Assert.Equal(MachineStep.NeedInput, machine.Advance(ref input));

        Assert.Equal(isInBody, machine.Wait.InBody);
        Assert.Equal(isInBody ? TimeSpan.FromMinutes(3) : TimeSpan.FromMinutes(5), machine.Wait.Time);
        Assert.Equal(isInLine, machine.Wait.Line != 0);
        Assert.Equal(said.Contains('}') && !said.EndsWith("5\r\n", StringComparison.Ordinal), machine.Wait.IsBodyOpen);
    }

    [Fact]
    public void A_client_that_is_too_slow_is_told_and_what_it_sends_then_is_not_read()
    {
        var machine = new LiteralMachine();
        ReadOnlySpan<byte> input = "GO {5+}\r\n12"u8;
        machine.Advance(ref input);

        machine.Raise(ServerEvent.TooSlow);

        input = "345\r\nGO\r\n"u8;
        Assert.Equal(MachineStep.Closed, machine.Advance(ref input));
        Assert.Equal("421 slow\r\n", Encoding.ASCII.GetString(machine.Output.Written.Span));
    }

    [Fact]
    public void Memory_grows_with_what_comes_and_not_with_what_is_announced()
    {
        // What is made once for all machines is made by the first.
        Announce(new LiteralMachine());
        var machine = new LiteralMachine();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Announce(machine);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        static void Announce(LiteralMachine machine)
        {
            ReadOnlySpan<byte> input = "GO {1000000000+}\r\nabc"u8;
            Assert.Equal(MachineStep.NeedInput, machine.Advance(ref input));
        }
    }

    [Fact]
    public void Commands_with_literals_allocate_nothing_once_there_was_one()
    {
        var machine = new LiteralMachine();
        byte[] said = Encoding.ASCII.GetBytes($"GO {{5}}\r\n12345 {{2000+}}\r\n{new string('x', 2000)}\r\nGO {{0+}}\r\n\r\n");
        Talk(machine, said);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            Talk(machine, said);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Talk(LiteralMachine machine, byte[] said)
    {
        ReadOnlySpan<byte> input = said;
        machine.Advance(ref input);
        machine.Output.Clear();
    }

    private sealed class LiteralOptions : ProtocolOptions
    {
        protected override long LimitOf(int limit) => 2_000_000_000;
    }

    /// <summary>A machine over a table written by hand: GO takes no arguments, but literals may stand there.</summary>
    private sealed class LiteralMachine() : ServerMachine(s_table, new LiteralOptions())
    {
        private static readonly ServerTable s_table = new()
        {
            Protocol = "Literal",
            Lines = new(512, 4096, 512),
            States = [new("Open"), new("Closed") { IsFinal = true }],
            InitialState = 0,
            Replies =
            [
                new("ok", 250, "250-"u8) { Wire = "250 ok\r\n"u8.ToArray() },
                new("slow", 421, "421-"u8) { Wire = "421 slow\r\n"u8.ToArray() },
            ],
            Outcomes = [new("ok -> same", 0, -1), new("slow -> Closed", 1, 1)],
            Connect = 0,
            Decisions = [new("None", "")],
            Commands = [new("GO") { Rules = [new(0, [0])] }],
            Literals = new((byte)'{', (byte)'}', 0, 0) { Now = '+', Continue = 0 },
            Otherwise = [.. Enum.GetValues<ServerEvent>().Select(what => new ServerEventRow(what, what == ServerEvent.TooSlow ? 1 : 0))],
        };

        protected override void OnStateChanged(int from, int to)
        {
        }
    }
}
