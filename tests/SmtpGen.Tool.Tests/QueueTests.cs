using System.Text.Json;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool.Tests;

public sealed class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task Queues_are_listed_with_what_they_hold_and_dead_letters_with_why(string scheme)
    {
        using var folder = new TemporaryFolder();
        string location = scheme + folder["store"];
        string dead = await KillAsync(location, "no such\u001b server");

        var queues = await ToolRun.OfAsync("queue", "--store", location);
        Assert.Equal("Queue    Waiting  Leased  Dead\nforward        1       0     1\nother          2       0     0\n", queues.Output.ReplaceLineEndings("\n"));
        var letters = (await ToolRun.OfAsync("queue", "forward", "--store", location)).Output.ReplaceLineEndings("\n").Split('\n');
        Assert.StartsWith(dead + "  ", letters[0], StringComparison.Ordinal);
        Assert.EndsWith("  1 attempt  <ann@example.org> to <bob@example.net>", letters[0], StringComparison.Ordinal);
        Assert.Matches("\\A  no such[^\u001b]+ server\\z", letters[1]);
        Assert.Equal("no dead letters\n", (await ToolRun.OfAsync("queue", "other", "--store", location)).Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task JSON_is_an_object_a_line()
    {
        using var folder = new TemporaryFolder();
        string dead = await KillAsync(folder["store"], "no such server");

        var queue = JsonDocument.Parse((await ToolRun.OfAsync("queue", "--json", "--store", folder["store"])).Output.Split('\n')[0]).RootElement;
        var letter = JsonDocument.Parse((await ToolRun.OfAsync("queue", "forward", "--json", "--store", folder["store"])).Output.TrimEnd()).RootElement;

        Assert.Equal(("forward", 1, 0, 1), (queue.GetProperty("name").GetString(), queue.GetProperty("waiting").GetInt32(), queue.GetProperty("leased").GetInt32(), queue.GetProperty("dead").GetInt32()));
        Assert.Equal((dead, 1, "no such server"), (letter.GetProperty("id").GetString(), letter.GetProperty("attempts").GetInt32(), letter.GetProperty("reason").GetString()));
        Assert.Equal("bob@example.net", letter.GetProperty("recipients")[0].GetString());
    }

    [Fact]
    public async Task A_dead_letter_is_revived_and_one_that_is_not_dead_is_not()
    {
        using var folder = new TemporaryFolder();
        string dead = await KillAsync(folder["store"], "no such server");

        var revived = await ToolRun.OfAsync("queue", "forward", "--revive", dead, "--store", folder["store"]);
        var again = await ToolRun.OfAsync("queue", "forward", "--revive", dead, "--store", folder["store"]);
        var unknown = await ToolRun.OfAsync("queue", "forward", "--revive", "99", "--store", folder["store"]);

        Assert.Equal((0, "revived 1 message"), (revived.ExitCode, revived.Output.TrimEnd()));
        Assert.Contains("forward        2       0     0", (await ToolRun.OfAsync("queue", "--store", folder["store"])).Output, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Equal((1, "smtpgen: no message '99' in " + folder["store"] + "; smtpgen queue forward shows the ids"), (unknown.ExitCode, unknown.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_queue_is_removed_and_its_messages_stay()
    {
        using var folder = new TemporaryFolder();
        await KillAsync(folder["store"], "no such server");

        var removed = await ToolRun.OfAsync("queue", "forward", "--remove", "--store", folder["store"]);
        var again = await ToolRun.OfAsync("queue", "forward", "--remove", "--store", folder["store"]);

        Assert.Equal((0, "removed the queue forward"), (removed.ExitCode, removed.Output.TrimEnd()));
        Assert.Equal((1, $"smtpgen: no queue 'forward' in {folder["store"]}; there are other"), (again.ExitCode, again.Error.TrimEnd()));
        Assert.Equal(3, (await ToolRun.OfAsync("list", "--store", folder["store"])).Output.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("--remove", "--remove needs the name of a queue")]
    [InlineData("--revive 1", "--revive needs the name of a queue")]
    [InlineData("forward --remove --revive 1", "--remove and --revive cannot go together")]
    public async Task What_makes_no_sense_is_refused(string options, string error)
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync(["queue", .. options.Split(' '), "--store", folder["store"]]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["store"]));
    }

    // A store with two messages and two queues, of which one has given a message up.
    private static async Task<string> KillAsync(string location, string reason)
    {
        await StoredMail.StoreAsync(location, 2);
        await using var store = (IQueueStore)StoreOption.Open(location, StoreAccess.ReadWrite);
        await store.OpenQueueAsync("other", cancellationToken: Token);
        var queue = await store.OpenQueueAsync("forward", cancellationToken: Token);
        var lease = await queue.LeaseAsync(Token);
        await lease.RejectAsync(reason, Token);
        return lease.Message.Id;
    }
}
