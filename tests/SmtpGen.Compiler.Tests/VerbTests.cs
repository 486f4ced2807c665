using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Verbs that a specification does not write in capitals.</summary>
public class VerbTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Small.protocol",
        """
        /// Has small verbs.
        protocol Small {
            include "shared.protocol"
            states { initial Connected; final Closed }
            command ping { from Connected => ok, refused -> same }
            command Longer { from Connected => ok -> same }
            reply ok 250 2.0.0 "{allowed}"
        }

        """);

    [Fact]
    public async Task Are_recognized_in_any_case_and_shown_in_capitals()
    {
        var generation = Generation.Run(SmallSpec.Shared, s_spec).EditCode("""
            using Example.Small;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Taking : SmallHandler
            {
                public static ServerSession Begin() => new SmallSession(new Taking(), new SmallOptions());
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var session = (ServerSession)generation.Load().GetType("Example.Taking")!.GetMethod("Begin")!.Invoke(null, null)!;
        var transport = new ScriptedTransport("ping\r\nPING\r\nlonger\r\nLONGER\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal("220 Ready\r\n" + string.Concat(Enumerable.Repeat("250 2.0.0 QUIT, PING, LONGER\r\n", 4)), transport.Heard);
    }
}
