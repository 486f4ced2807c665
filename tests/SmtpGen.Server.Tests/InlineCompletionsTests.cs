using System.Diagnostics;
using SmtpGen.Server.Tests.Tls;

namespace SmtpGen.Server.Tests;

/// <summary>.NET reads whether completions run on the polling thread once in a process; so other tests are run in another one.</summary>
public sealed class InlineCompletionsTests
{
    [Theory(Timeout = 600_000)]
    [InlineData(typeof(BlockingHandlerTests))]
    [InlineData(typeof(StopTests))]
    [InlineData(typeof(HandshakeThreadTests))]
    public async Task What_holds_on_the_thread_pool_holds_on_the_thread_that_polls(Type tests)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", typeof(InlineCompletionsTests).Assembly.Location, "-class", tests.FullName!])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        start.Environment["SMTPGEN_TRANSPORT"] = "portable";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
