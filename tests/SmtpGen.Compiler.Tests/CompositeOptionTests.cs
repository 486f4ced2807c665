using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>An option that stands for others, where a rule names it.</summary>
public class CompositeOptionTests
{
    private static readonly SpecText s_spec = new("/spec/Both.protocol", """
        /// Is lenient.
        protocol Both {
            include "shared.protocol"
            options {
                both = first, second
                first off
                second off
            }
            states { initial Connected; Later; final Closed }
            command GO { from Later or Connected when both => ok -> Later }
            command WAIT { from Connected or Later when first => ok -> Later }
            command STAY { from Connected or Later when second => ok -> Later }
            reply ok 250 2.0.0 "Ok"
        }

        """);

    [Theory]
    [InlineData("Both", "250 2.0.0 Ok")]
    [InlineData("First", "500 5.5.0 No")]
    public async Task Holds_where_all_of_them_do(string option, string heard)
    {
        var generation = Generation.Run(SmallSpec.Shared, s_spec).EditCode("""
            using Example.Both;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Going : BothHandler
            {
                public static ServerSession Begin(string option)
                {
                    var options = new BothOptions();
                    options.Turn(option, true);
                    return new BothSession(new Going(), options);
                }
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var session = (ServerSession)generation.Load().GetType("Example.Going")!.GetMethod("Begin")!.Invoke(null, [option])!;
        var transport = new ScriptedTransport("GO\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal($"220 Ready\r\n{heard}\r\n", transport.Heard);
    }
}
