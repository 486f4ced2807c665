namespace SmtpGen.Tool.Tests;

public sealed class ServeTraceTests
{
    [Fact]
    public async Task A_stored_message_begins_with_Return_Path_and_Received()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--hostname", "mx.example", "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);

        Assert.StartsWith("250", await client.SendAsync("Subject: traced"));

        var shown = await ToolRun.OfAsync("show", "1", "--raw", "--store", folder["store.db"]);
        Assert.Matches(
            @"\AReturn-Path: <ann@example\.org>\nReceived: from client\.example\.org \(\[127\.0\.0\.1\]\) by mx\.example with SMTP for <bob@example\.net>; .*\nSubject: traced\n\z",
            shown.Output.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_trace_a_message_is_stored_as_it_came()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--no-trace", "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);

        Assert.StartsWith("250", await client.SendAsync("Subject: untouched"));

        var shown = await ToolRun.OfAsync("show", "1", "--raw", "--store", folder["store.db"]);
        Assert.Equal("Subject: untouched\n", shown.Output.ReplaceLineEndings("\n"));
    }
}
