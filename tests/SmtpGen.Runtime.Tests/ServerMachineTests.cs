using System.Text;

namespace SmtpGen.Runtime.Tests;

/// <summary>What a machine makes of rows that the shipped protocols do not have.</summary>
public sealed class ServerMachineTests
{
    [Fact]
    public void A_state_that_always_allows_a_command_needs_no_option() =>
        Assert.Equal("250 ok\r\n", Say("GO\r\n", new ServerCommand("GO") { Rules = [new(0, [0]), new(0, [0]) { Option = 0 }] }));

    [Theory]
    [InlineData("GO\r\n", "250 ok\r\n")]
    [InlineData("GO FAST\r\n", "250 ok\r\n")]
    [InlineData("GO FAST FAST\r\n", "500 no\r\n")]
    [InlineData("GO SLOW\r\n", "500 no\r\n")]
    public void Parameters_may_be_all_that_a_command_takes(string said, string heard) => Assert.Equal(heard, Say(said, new ServerCommand("GO")
    {
        Rules = [new(0, [0])],
        TakesParameters = true,
        Registers = 2,
        Parameters = [new("FAST", 0)],
    }));

    [Fact]
    public void A_refusal_before_the_last_chunk_may_end_the_session()
    {
        var machine = new RowMachine(new ServerCommand("CHUNK")
        {
            Rules = [new(2, [0])],
            Chunk = new(0, 1, 2),
            Grammar = 0,
            Registers = 4,
        });
        ReadOnlySpan<byte> input = "CHUNK 4\r\nabcdGO\r\n"u8;
        Assert.Equal(MachineStep.Body, machine.Advance(ref input));
        Span<byte> body = stackalloc byte[64];
        Assert.Equal(BodyStep.ChunkEnded, machine.ReadBody(ref input, body, out _));

        machine.Refuse();

        Assert.Equal(MachineStep.Closed, machine.Advance(ref input));
        Assert.Equal("500 no\r\n", Encoding.ASCII.GetString(machine.Output.Written.Span));
    }

    [Fact]
    public void A_list_of_verbs_is_folded_between_them()
    {
        ServerCommand[] commands = [.. Enumerable.Range(0, 40).Select(i => new ServerCommand($"VERB{i:00}") { Rules = [new(3, [0])], IsListed = true })];
        string heard = Say("VERB00\r\n", commands);
        string[] lines = heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.True(lines.Length > 1);
        Assert.Equal(commands.Select(command => command.Verb), lines.SelectMany(line => line[4..].Split(' ')));
    }

    private static string Say(string said, params ServerCommand[] commands)
    {
        var machine = new RowMachine(commands);
        ReadOnlySpan<byte> input = Encoding.ASCII.GetBytes(said);
        machine.Advance(ref input);
        return Encoding.ASCII.GetString(machine.Output.Written.Span);
    }

    private sealed class RowOptions : ProtocolOptions;

    private sealed class RowMachine(params ServerCommand[] commands) : ServerMachine(Table(commands), new RowOptions())
    {
        public void Refuse() => AnswerBody(1, choice: 1, content: default);

        protected override void OnStateChanged(int from, int to)
        {
        }

        private static ServerTable Table(ServerCommand[] commands) => new()
        {
            Protocol = "Rows",
            Lines = new(512, 4096, 80),
            States = [new("Open") { KeepsBody = true }, new("Closed") { IsFinal = true }],
            InitialState = 0,
            Replies =
            [
                new("ok", 250, "250-"u8) { Wire = "250 ok\r\n"u8.ToArray() },
                new("no", 500, "500-"u8) { Wire = "500 no\r\n"u8.ToArray() },
                new("verbs", 214, "214-"u8) { Lines = [[new CommandsPart()]] },
            ],
            Outcomes =
            [
                new("ok -> same", 0, -1),
                new("no -> same", 1, -1),
                new("silence -> same", -1, -1) { Then = new BodyContinuation { Body = 0, BadFraming = 1, Nul = 1, More = 0, AfterRefusal = 1 } },
                new("verbs -> same", 2, -1),
                new("body.no -> same", 1, -1) { Decision = 1 },
            ],
            Connect = 0,
            Decisions = [new("None", ""), new("Body", "BodyResult")],
            Commands = commands,
            Bodies = [new("body") { Decision = 1, First = 4, TooBig = 1 }],
            Options = ["more"],
            Otherwise = [.. Enum.GetValues<ServerEvent>().Select(what => new ServerEventRow(what, 1))],
            Grammar = static _ => new(s_digit, 3, s_rows, s_moves, s_operations, 4),
        };

        // One digit, captured in the registers 0 and 1: the start's row at 0 has one entry, and the other row at 1 has its end.
        private static readonly byte[] s_digit = [.. Enumerable.Range(0, 256).Select(octet => (byte)(octet is >= '0' and <= '9' ? 1 : 0))];
        private static readonly uint[] s_rows = [0xFFFF_FFFF, 0x0180_0000, 0xFFFF_FFFF, 0x0200_0004, 0xFFFF_FFFF];
        private static readonly uint[] s_moves = [1, 2];
        private static readonly ushort[] s_operations = [0, 0, (0 << 8) | 1, 0, (1 << 8) | 1, 0];
    }
}
