using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>What a handler says in its own words, where a reply is free.</summary>
public sealed class FreeTextTests
{
    private const string Librarian = """
        namespace Example;

        internal sealed class Librarian : Fetch.FetchHandler
        {
            protected internal override System.Threading.Tasks.ValueTask<Fetch.FetchGiveResult> OnGiveAsync(Fetch.FetchGiveArguments arguments, System.Threading.CancellationToken cancellationToken) =>
                new(Fetch.FetchGiveResult.Message(new System.IO.MemoryStream(System.Text.Encoding.ASCII.GetBytes("A line\r\n")), arguments.Number == 1 ? "Here\r\nit is" : null));
        }
        """;

    [Fact]
    public async Task A_reply_that_lines_follow_is_said_in_ones_own_words()
    {
        var free = new SpecText(
            RelaySpec.Fetch.Path,
            RelaySpec.Fetch.Text.Replace("reply message (size) positive \"{size} octets\"", "reply message positive \"It follows\" free", StringComparison.Ordinal));
        var generation = Generation.Run("Example", [], free).EditCode(Librarian);
        Assert.Empty(generation.Diagnostics());
        var assembly = generation.Load();
        object handler = Activator.CreateInstance(assembly.GetType("Example.Librarian")!)!;
        object options = Activator.CreateInstance(assembly.GetType("Example.Fetch.FetchOptions")!)!;
        var transport = new ScriptedTransport("GIVE 1\r\nGIVE 2\r\nQUIT\r\n");

        await ((ServerSession)Activator.CreateInstance(assembly.GetType("Example.Fetch.FetchSession")!, handler, options)!)
            .RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal("+OK Ready\r\n+OK Here it is\r\nA line\r\n.\r\n+OK It follows\r\nA line\r\n.\r\n+OK Ready\r\n", transport.Heard);
    }
}
