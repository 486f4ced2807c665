using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Rows of <c>otherwise</c> that answer in the place of a command's rule.</summary>
public class RowTests
{
    private static readonly SpecText s_spec = new(
        "/spec/Failing.protocol",
        """
        /// Its handler fails, and a reply that looks like a success says so.
        protocol Failing {
            family coded
            flags { marked }
            limits { most 1 in 1 .. 9 }
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            otherwise { handler failed => sorry -> Connected }
            command ADD [params] { from Connected at most most in Connected else full => ok, sorry -> same }
            param ADD "MARK" sets marked
            command SHOW { from Connected needs marked else unmarked => ok -> same }
            command QUIT { from * => bye -> Closed }
            reply welcome 220 "Ready"
            reply ok 250 "Ok"
            reply sorry 251 "Sorry"
            reply full 452 "Full"
            reply unmarked 550 "Not marked"
            reply bye 221 "Bye"
        }

        """);

    [Fact]
    public async Task Set_no_flags_of_parameters_and_are_no_success_of_the_command()
    {
        var generation = Generation.Run(s_spec).EditCode("""
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Example.Failing;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Throwing : FailingHandler
            {
                private bool _hasFailed;

                public static ServerSession Begin() => new FailingSession(new Throwing(), new FailingOptions());

                protected internal override ValueTask<FailingAddResult> OnAddAsync(FailingAddArguments arguments, CancellationToken cancellationToken)
                {
                    if (_hasFailed)
                        return new(FailingAddResult.Ok());
                    _hasFailed = true;
                    throw new InvalidOperationException();
                }
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var session = (ServerSession)generation.Load().GetType("Example.Throwing")!.GetMethod("Begin")!.Invoke(null, null)!;
        var transport = new ScriptedTransport("ADD MARK\r\nSHOW\r\nADD\r\nADD\r\nQUIT\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(["220 Ready", "251 Sorry", "550 Not marked", "250 Ok", "452 Full", "221 Bye", ""], transport.Heard.Split("\r\n"));
    }
}
