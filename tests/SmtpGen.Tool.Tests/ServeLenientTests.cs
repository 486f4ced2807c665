using System.Net;

namespace SmtpGen.Tool.Tests;

public sealed class ServeLenientTests
{
    [Theory]
    [InlineData("", "501", "501", "500")]
    [InlineData("--lenient", "250", "250", "250")]
    [InlineData("--lenient names", "250", "501", "500")]
    [InlineData("--lenient paths --lenient blanks", "501", "250", "250")]
    public async Task What_devices_send_is_accepted_where_it_is_said(string arguments, string name, string path, string blank)
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new LineFeed();
        var serving = TestedProgram.RunAsync(
            ["serve", "--listen", "127.0.0.1:0", "--store", folder["store.db"], .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            output, TextWriter.Null, stop.Token);
        string listening = await output.NextAsync(stop.Token);
        using (var client = await MailClient.GreetedAsync(IPEndPoint.Parse(listening.Split(' ', ',')[2])))
        {
            Assert.StartsWith(name, await client.SayAsync("HELO my_host"), StringComparison.Ordinal);
            Assert.StartsWith(path, await client.SayAsync("MAIL FROM:ann@example.org"), StringComparison.Ordinal);
            Assert.StartsWith(blank, await client.SayAsync("RSET\t"), StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_part_that_there_is_not_is_an_error_that_lists_those_there_are()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--lenient", "everything", "--store", folder["store.db"]);

        Assert.Contains("'everything'", run.Error, StringComparison.Ordinal);
        Assert.Contains("names, paths, addresses, blanks, line-feeds, nul, order", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }
}
