using System.Reflection;
using System.Text;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Compiler.Tests;

/// <summary>What a generated client writes where a pattern leaves a choice.</summary>
public class ClientArgumentsTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Choice.protocol",
        """
        /// Leaves choices.
        protocol Choice {
            include "shared.protocol"
            flags { known }
            states { initial Connected; final Closed }
            policy { QUIT need known else refused }
            command FIND [(id: 1*8ALPHA) / (number: 1*8DIGIT as u64)] { from Connected => ok -> same }
            command PLACE ((x: 1*8ALPHA) "," (y: 1*8ALPHA)) / (z: 1*8DIGIT) { from Connected => ok -> same }
            command MARK (word: "RED") [SP (size: 1*8DIGIT as u64)] SP (name: 1*8ALPHA) { from Connected => ok -> same }
            command ping { from Connected => ok sets known -> same }
            reply ok 250 2.0.0 "Ok"
        }

        """);

    private static readonly Assembly s_assembly = Load();

    [Theory]
    [InlineData("Find", "FIND", null, null)]
    [InlineData("Find", "FIND ab", "ab", null)]
    [InlineData("Find", "FIND 7", null, 7UL)]
    [InlineData("Place", "PLACE a,b", "a", "b", null)]
    [InlineData("Place", "PLACE 7", null, null, "7")]
    [InlineData("Mark", "MARK RED name", "name", null)]
    [InlineData("Mark", "MARK RED 7 name", "name", 7UL)]
    [InlineData("Ping", "PING")]
    public void The_alternative_is_written_whose_captures_are_given(string method, string line, params object?[] arguments) =>
        Assert.Equal(line + "\r\n", Written(method, arguments));

    [Theory]
    [InlineData("Find", "ab", 7UL)]
    [InlineData("Place", "a", null, "7")]
    [InlineData("Place", "a", null, null)]
    [InlineData("Place", null, null, null)]
    public void What_no_alternative_has_together_is_not_sent_without_a_part_of_it(string method, params object?[] arguments)
    {
        var refusal = Assert.Throws<TargetInvocationException>(() => Written(method, arguments));

        Assert.IsType<ArgumentException>(refusal.InnerException);
    }

    [Fact]
    public void A_policys_refusal_of_the_command_that_ends_the_session_does_not_end_it()
    {
        var machine = Connected();
        Call(machine, "Quit");
        Read(machine, "500 5.5.0 No\r\n");

        Assert.False(machine.IsClosed);
    }

    private static string Written(string method, object?[] arguments)
    {
        var machine = Connected();
        Call(machine, method, arguments);
        return Encoding.ASCII.GetString(machine.PendingOutput.Written.Span);
    }

    private static ClientMachine Connected()
    {
        var machine = (ClientMachine)Activator.CreateInstance(s_assembly.GetType("Example.Choice.ChoiceClientMachine")!)!;
        Call(machine, "ReadGreeting");
        Read(machine, "220 Ready\r\n");
        return machine;
    }

    private static void Call(ClientMachine machine, string method, params object?[] arguments) =>
        machine.GetType().GetMethod(method)!.Invoke(machine, arguments);

    private static void Read(ClientMachine machine, string reply)
    {
        ReadOnlySpan<byte> input = Encoding.ASCII.GetBytes(reply);
        Assert.NotNull(machine.Read(ref input));
    }

    private static Assembly Load()
    {
        var generation = Generation.Run(SmallSpec.Shared, s_spec);
        Assert.Empty(generation.Diagnostics());
        return generation.Load();
    }
}
