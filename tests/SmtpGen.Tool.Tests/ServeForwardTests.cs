namespace SmtpGen.Tool.Tests;

/// <summary>What <c>smtpgen serve --forward</c> accepts, and says.</summary>
public sealed class ServeForwardTests
{
    // A server that starts in spite of its configuration would serve for ever.
    private const int Timeout = 120_000;

    [Theory(Timeout = Timeout)]
    [InlineData("--forward mail.example", "--forward is 'mail.example'; it must be a URL such as smtp://")]
    [InlineData("--forward http://mail.example", "it must be a URL such as smtp://")]
    [InlineData("--forward smtp://mail.example/path", "it must be a URL such as smtp://")]
    [InlineData("--forward smtp://alice:secret@mail.example", "--forward holds a password; write it into a file")]
    [InlineData("--forward smtp://mail.example?tls=maybe", "--forward ends in '?tls=maybe'; after smtp://HOST it may be ?tls= and one of none, offered, required, implicit")]
    [InlineData("--forward smtps://mail.example?tls=none", "--forward ends in '?tls=none'")]
    [InlineData("--forward smtp://alice@mail.example", "--forward names a user, but there is no password")]
    [InlineData("--forward smtp://mail.example --forward-password-file p", "--forward-password-file is given, but --forward names no user; write smtp://USER@mail.example:25")]
    [InlineData("--forward smtp://a@mail.example?tls=none --forward-password-file p", "lets anybody on the way take the login over")]
    [InlineData("--forward smtp://mail.example --no-trace", "--no-trace leaves out Received")]
    [InlineData("--forward smtp://a@mail.example --forward-password-file /none/such", "--forward-password-file /none/such: there is no such file")]
    public async Task What_cannot_work_is_refused(string options, string error)
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync(["serve", "--listen", "127.0.0.1:0", "--store", folder["store"], .. options.Split(' ')]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("--listen :0", true)]
    [InlineData("--listen 192.0.2.1:25", true)]
    [InlineData("--listen 127.0.0.1:0 --listen [::]:0", true)]
    [InlineData("--listen 127.0.0.1:0_proxy --trusted-proxies 127.0.0.1", true)]
    [InlineData("--listen 127.0.0.1:0 --lmtp :0", true)]
    [InlineData("--listen :0 --users USERS", true)]
    [InlineData("--listen :0 --any-login --require-auth", true)]
    [InlineData("--listen :0 --any-login --domain example.org", true)]
    [InlineData("--listen :0 --users USERS --require-auth", false)]
    [InlineData("--listen :0 --domain example.org", false)]
    [InlineData("--listen 127.0.0.1:0 --listen [::1]:0 --listen 2525 --listen localhost:2526", false)]
    public async Task It_does_not_become_an_open_relay_by_accident(string options, bool isOpen)
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        string[] words = [.. options.Split(' ').Select(word => word.Replace('_', ' ').Replace("USERS", users, StringComparison.Ordinal))];

        var run = await ToolRun.OfAsync(["serve", "--print-config", "--store", folder["store"], "--forward", "smtp://mail.example", .. words]);

        Assert.Equal(isOpen ? 2 : 0, run.ExitCode);
        Assert.Equal(isOpen, run.Error.Contains("would hand on mail of anybody to anybody", StringComparison.Ordinal));
        string config = folder.Write("config.json", "{ \"Forward\": { \"FromAnybody\": true } }");
        Assert.Equal(0, (await ToolRun.OfAsync(["serve", "--print-config", "--config", config, "--forward", "smtp://mail.example", .. words])).ExitCode);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_store_with_mail_from_before_is_not_emptied_by_surprise()
    {
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 1);

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["store"], "--forward", "smtp://127.0.0.1:9");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds mail from before, which --forward would hand on too", run.Error, StringComparison.Ordinal);
        Assert.Equal("no queues", (await ToolRun.OfAsync("queue", "--store", folder["store"])).Output.TrimEnd());
    }

    [Fact(Timeout = Timeout)]
    public async Task Mail_is_handed_on_by_a_login_and_leaves_the_store()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "relay:{PLAIN}secret\n");
        string password = folder.Write("password", "secret\nanother line\n");
        await using var next = await Serving.StartAsync("--store", folder["next"], "--users", users, "--require-auth", "--plaintext-auth");
        string config = folder.Write("config.json", "{ \"Forward\": { \"PlaintextAuth\": true } }");
        await using var serving = await Serving.StartAsync(
            "--store", folder["store"], "--config", config, "--forward", $"smtp://relay@127.0.0.1:{next.EndPoint.Port}?tls=none", "--forward-password-file", password);

        await SendAsync(serving);

        Assert.Contains("octets from <ann@example.org> to <bob@example.net>", await serving.NextLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith($"1: handed on to 127.0.0.1:{next.EndPoint.Port} for <bob@example.net>", await serving.NextLineAsync(), StringComparison.Ordinal);
        Assert.Equal("no messages", (await ToolRun.OfAsync("list", "--store", folder["store"])).Output.TrimEnd());
        string shown = (await ToolRun.OfAsync("show", "1", "--store", folder["next"], "--raw")).Output;
        Assert.Equal(2, shown.Split('\n').Count(line => line.StartsWith("Received:", StringComparison.Ordinal)));
        Assert.Single(shown.Split('\n'), line => line.StartsWith("Return-Path:", StringComparison.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_is_refused_and_tried_again_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var next = await Serving.StartAsync("--store", folder["next"], "--domain", "example.org");
        await using var serving = await Serving.StartAsync("--store", folder["store"], "--forward", $"smtp://127.0.0.1:{next.EndPoint.Port}");

        await SendAsync(serving);

        await serving.NextLineAsync();
        // The notification goes its way at once.
        string[] lines = [await serving.NextLineAsync(), await serving.NextLineAsync()];
        string failed = Assert.Single(lines, line => line.Contains("1: failed for <bob@example.net>, the sender is told by 2: ", StringComparison.Ordinal));
        Assert.Contains("550 5.7.1", failed, StringComparison.Ordinal);
        Assert.Single(lines, line => line.EndsWith("2: handed on to 127.0.0.1:" + next.EndPoint.Port + " for <ann@example.org>", StringComparison.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_reload_changes_where_mail_goes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs SIGHUP");
        using var folder = new TemporaryFolder();
        await using var next = await Serving.StartAsync("--store", folder["next"]);
        string config = folder.Write("config.json", Configuration(9));
        await using var process = ServeProcess.Start("", "--listen", "127.0.0.1:0", "--store", folder["store"], "--config", config);
        string first = (await process.Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.EndsWith("and on to 127.0.0.1:9", first, StringComparison.Ordinal);
        await SendAsync("127.0.0.1", first.Split(' ', ',')[2].Split(':')[1]);
        await LineAsync(process, "tried again at");

        folder.Write("config.json", Configuration(next.EndPoint.Port));
        await process.SignalAsync("HUP");

        await LineAsync(process, "changed: Forward:Server");
        await LineAsync(process, "handed on to 127.0.0.1:" + next.EndPoint.Port);
        await process.SignalAsync("TERM");
        Assert.Equal(0, await process.EndAsync());
    }

    private static string Configuration(int port) => $$"""{ "Forward": { "Server": "smtp://127.0.0.1:{{port}}", "FirstDelay": "00:00:00.3" } }""";

    private static async Task LineAsync(ServeProcess process, string part)
    {
        string? line;
        do
        {
            line = await process.Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
        }
        while (!line.Contains(part, StringComparison.Ordinal));
    }

    private static Task SendAsync(Serving serving) => SendAsync("127.0.0.1", serving.AsServer[3]);

    private static async Task SendAsync(string host, string port)
    {
        var sent = await ToolRun.OfAsync("send", "--host", host, "--port", port, "--from", "ann@example.org", "--to", "bob@example.net", "--helo", "client.example");
        Assert.Equal((0, ""), (sent.ExitCode, sent.Error));
    }
}
