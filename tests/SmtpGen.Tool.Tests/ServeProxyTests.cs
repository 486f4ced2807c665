namespace SmtpGen.Tool.Tests;

/// <summary>What trusted proxies and filters say of their clients is kept, shown and logged.</summary>
public sealed class ServeProxyTests
{
    [Fact]
    public async Task A_forwarded_message_is_kept_and_logged_with_its_client()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--trusted-clients", "127.0.0.1", "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        await client.GreetAsync();
        Assert.StartsWith("250", await client.SayAsync("XFORWARD NAME=spike.example ADDR=192.0.2.9 PORT=4711 PROTO=ESMTP SOURCE=REMOTE"));
        Assert.StartsWith("250", await client.SayAsync("XFORWARD HELO=spike IDENT=3CF6B2"));

        Assert.StartsWith("250", await client.SendAsync("Subject: filtered"));
        Assert.StartsWith("250", await client.SendAsync("Subject: not filtered"));

        const string from = "forwarded from spike.example [192.0.2.9:4711] calling itself spike by ESMTP as 3CF6B2";
        Assert.EndsWith($"<bob@example.net>, {from}", await serving.NextLineAsync());
        Assert.EndsWith("<bob@example.net>", await serving.NextLineAsync());
        Assert.Contains($"  {from}\n", (await ToolRun.OfAsync("show", "1", "--store", folder["store.db"])).Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("forwarded", (await ToolRun.OfAsync("show", "2", "--store", folder["store.db"])).Output);
    }

    [Fact]
    public async Task A_message_of_the_filters_own_host_has_no_client()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--trusted-clients", "127.0.0.1", "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        await client.GreetAsync();
        Assert.StartsWith("250", await client.SayAsync("XFORWARD NAME=localhost ADDR=[UNAVAILABLE] HELO=mx IDENT=7"));

        Assert.StartsWith("250", await client.SendAsync("Subject: own"));

        Assert.EndsWith("<bob@example.net>, forwarded from the filter's own host as 7", await serving.NextLineAsync());
    }

    [Fact]
    public async Task A_client_that_a_proxy_names_is_logged()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--trusted-clients", "127.0.0.1", "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        await client.GreetAsync();
        Assert.StartsWith("220", await client.SayAsync("XCLIENT NAME=spike.example ADDR=192.0.2.9 PORT=4711"));
        await client.GreetAsync();

        Assert.StartsWith("250", await client.SendAsync("Subject: named"));

        Assert.EndsWith("<bob@example.net>, client spike.example [192.0.2.9:4711]", await serving.NextLineAsync());
        Assert.Contains("spike.example, 192.0.2.9:4711, ESMTP", (await ToolRun.OfAsync("show", "1", "--store", folder["store.db"])).Output);
    }
}
