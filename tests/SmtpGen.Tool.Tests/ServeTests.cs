using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

public sealed class ServeTests
{
    [Fact]
    public async Task A_message_that_was_sent_is_listed_and_shown()
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new LineFeed();
        await using var error = new StringWriter();
        var serving = TestedProgram.RunAsync(["serve", "--listen", "127.0.0.1:0", "--no-trace", "--store", folder["store.db"]], output, error, stop.Token);

        string listening = await output.NextAsync(stop.Token);
        var endPoint = IPEndPoint.Parse(listening.Split(' ', ',')[2]);
        using (var client = await MailClient.GreetedAsync(endPoint))
        {
            Assert.StartsWith("250", await client.SendAsync("Subject: Hello there"));
            Assert.StartsWith("221", await client.SayAsync("QUIT"));
        }

        string stored = await output.NextAsync(stop.Token);
        await stop.CancelAsync();

        Assert.Equal(0, await serving);
        Assert.Contains("22 octets from <ann@example.org> to <bob@example.net>", stored);
        Assert.Equal("", error.ToString());
        var listed = await ToolRun.OfAsync("list", "--store", folder["store.db"]);
        Assert.Contains("Hello there", listed.Output);
        var shown = await ToolRun.OfAsync("show", "1", "--raw", "--store", folder["store.db"]);
        Assert.Equal("Subject: Hello there\n", shown.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_of_the_environment()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await ToolRun.OfAsync("serve", "--listen", taken.LocalEndpoint.ToString()!, "--store", folder["store.db"]);

        Assert.StartsWith($"smtpgen: cannot listen on {taken.LocalEndpoint}: address already in use", run.Error);
        Assert.Equal(3, run.ExitCode);
    }

    [Theory]
    [InlineData("--listen", "somewhere")]
    [InlineData("--max-size", "1")]
    [InlineData("--hostname", "two words")]
    [InlineData("--framing", "loose")]
    [InlineData("--lang", "tlh")]
    public async Task A_wrong_option_is_named_before_anything_starts(string option, string value)
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", option, value, "--store", folder["store.db"]);

        Assert.StartsWith("smtpgen: ", run.Error);
        Assert.Contains(value, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal(2, run.ExitCode);
        Assert.False(File.Exists(folder["store.db"]));
    }

    [Fact]
    public async Task Help_tells_the_exit_codes()
    {
        var run = await ToolRun.OfAsync("--help");

        Assert.Contains("Exit codes: 0 done; 1 the input has findings", run.Output);
        Assert.Equal(0, run.ExitCode);
    }
}
