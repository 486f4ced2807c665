using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Plays a conversation with a generated server, in one piece and octet by octet.</summary>
internal static class Played
{
    /// <summary>What the client hears; the same however what it says is cut.</summary>
    /// <param name="generation">The generated code, with a class that has a method <c>Begin</c>, which makes a session.</param>
    /// <param name="type">The class.</param>
    /// <param name="said">What the client says, an octet for each character.</param>
    public static async Task<string> HeardAsync(Generation generation, string type, string said)
    {
        Assert.Empty(generation.Findings());
        Assert.Empty(generation.Diagnostics());
        var begin = generation.Load().GetType(type)!.GetMethod("Begin")!;
        string whole = await HeardAsync(begin, new ScriptedTransport(said));
        Assert.Equal(whole, await HeardAsync(begin, new ScriptedTransport(said, 1)));
        Assert.Equal(whole, await HeardAsync(begin, new ScriptedTransport(said, 7)));
        return whole;
    }

    private static async Task<string> HeardAsync(System.Reflection.MethodInfo begin, ScriptedTransport transport)
    {
        await ((ServerSession)begin.Invoke(null, null)!).RunAsync(transport, TestContext.Current.CancellationToken);
        return transport.Heard;
    }
}
