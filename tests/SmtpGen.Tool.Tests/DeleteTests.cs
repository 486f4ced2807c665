namespace SmtpGen.Tool.Tests;

public sealed class DeleteTests
{
    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task The_messages_that_are_named_are_deleted_and_no_others(string scheme)
    {
        using var folder = new TemporaryFolder();
        string location = scheme + folder["store"];
        var ids = await StoredMail.StoreAsync(location, 4);

        var run = await ToolRun.OfAsync("delete", ids[2], ids[0], ids[2], "--store", location);

        Assert.Equal(("deleted 2 messages" + Environment.NewLine, "", 0), (run.Output, run.Error, run.ExitCode));
        Assert.Equal([ids[3], ids[1]], await ListAsync(location));
    }

    [Fact]
    public async Task One_that_is_not_there_keeps_them_all()
    {
        using var folder = new TemporaryFolder();
        var ids = await StoredMail.StoreAsync(folder["store"], 1);

        var run = await ToolRun.OfAsync("delete", ids[0], "77", "--store", folder["store"]);

        Assert.StartsWith("smtpgen: no message '77'", run.Error);
        Assert.Contains("nothing was deleted", run.Error);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(ids, await ListAsync(folder["store"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task All_are_deleted_and_those_that_are_older_than_an_age(string scheme)
    {
        using var folder = new TemporaryFolder();
        string location = scheme + folder["store"];
        await StoredMail.StoreAsync(location, 300, receivedAt: DateTimeOffset.Now.AddDays(-8));
        var young = await StoredMail.StoreAsync(location, 2, receivedAt: DateTimeOffset.Now.AddDays(-6));
        young.Reverse();

        Assert.Equal("no messages older than 2w", (await ToolRun.OfAsync("delete", "--older", "2w", "--store", location)).Output.TrimEnd());
        Assert.Equal("deleted 300 messages", (await ToolRun.OfAsync("delete", "--older", "7d", "--store", location)).Output.TrimEnd());
        Assert.Equal(young, await ListAsync(location));
        Assert.Equal("deleted 2 messages", (await ToolRun.OfAsync("delete", "--all", "--store", location)).Output.TrimEnd());
        Assert.Equal("no messages", (await ToolRun.OfAsync("delete", "--all", "--store", location)).Output.TrimEnd());
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("delete 1 --all")]
    [InlineData("delete --all --older 7d")]
    [InlineData("delete --older 7")]
    [InlineData("delete --older -7d")]
    public async Task What_is_to_be_deleted_is_said_in_one_way(string command)
    {
        using var folder = new TemporaryFolder();
        var ids = await StoredMail.StoreAsync(folder["store"], 1);

        var run = await ToolRun.OfAsync([.. command.Split(' '), "--store", folder["store"]]);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Equal(ids, await ListAsync(folder["store"]));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_created()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(3, (await ToolRun.OfAsync("delete", "--all", "--store", folder["none.db"])).ExitCode);
        Assert.False(File.Exists(folder["none.db"]));
    }

    private static async Task<List<string>> ListAsync(string location) =>
        [.. (await ToolRun.OfAsync("list", "--store", location)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0])];
}
