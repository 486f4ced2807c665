namespace SmtpGen.Tool.Tests;

public sealed class ServeProcessTests
{
    private const int Timeout = 300_000;

    // A message's line has more than 600 octets, so that these overflow a pipe of 64 KB several times.
    private const int Messages = 250;

    private static readonly string s_domain = string.Join('.', Enumerable.Repeat(new string('y', 50), 3));

    [Theory(Timeout = Timeout)]
    [InlineData("> /dev/full")]
    [InlineData("> /dev/full 2>&1")]
    [InlineData(">&- 2>&-")]
    [InlineData("")]
    public async Task Every_message_is_answered_250_and_SIGTERM_ends_well_where_nobody_takes_the_lines(string redirection)
    {
        using var folder = new TemporaryFolder();
        var port = new FreePort();
        await using var server = ServeProcess.Start(redirection, "--listen", port.Address, "--store", folder["store.db"]);
        int messages = redirection.Length == 0 ? Messages : 20;
        using (var client = await port.GreetedAsync())
        {
            for (int i = 0; i < messages; i++)
            {
                Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<ann@example.org>"));
                for (int recipient = 0; recipient < 3; recipient++)
                    Assert.StartsWith("250", await client.SayAsync($"RCPT TO:<{recipient}{new string('x', 60)}@{s_domain}>"));
                Assert.StartsWith("354", await client.SayAsync("DATA"));
                Assert.StartsWith("250", await client.SayAsync("Subject: Hello\r\n."));
            }

            await server.SignalAsync("TERM");
        }

        Assert.Equal(0, await server.EndAsync());
        var listed = await ToolRun.OfAsync("list", "--store", folder["store.db"]);
        Assert.Equal(messages, listed.Output.Split('\n').Count(line => line.Contains("ann@", StringComparison.Ordinal)));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_stop_says_how_long_sessions_have_and_when_it_is_done(string signal)
    {
        using var folder = new TemporaryFolder();
        var port = new FreePort();
        await using var server = ServeProcess.Start("", "--listen", port.Address, "--store", folder["store.db"]);
        using var client = await port.GreetedAsync();
        await server.SignalAsync(signal);

        Assert.Equal(0, await server.EndAsync());
        string output = await server.Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.StartsWith($"listening on {port.Address} for SMTP", lines[0]);
        Assert.Equal(["stopping: 1 session has 10 s to finish", "stopped"], lines[1..]);
        Assert.Equal("", await server.Process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Timeout)]
    public async Task SIGHUP_reads_configuration_and_users_again_for_the_sessions_that_follow()
    {
        using var folder = new TemporaryFolder();
        var port = new FreePort();
        string users = folder.Write("users", "ann:{PLAIN}old\n");
        string file = Configure(100_000, 500);
        await using var server = ServeProcess.Start(
            "", "--config", file, "--listen", port.Address, "--store", folder["store.db"], "--users", users, "--plaintext-auth");
        using var before = await port.GreetedAsync();
        Assert.Contains("250-SIZE 100000", await before.AskAsync("EHLO client.example.org"));
        Assert.StartsWith("listening on ", await LineAsync(server.Process.StandardOutput));

        File.WriteAllText(users, "ann:{PLAIN}new\n");
        Configure(200_000, 600);
        await server.SignalAsync("HUP");
        Assert.Equal(
            "configuration and users read again; changed: Smtp:Protocol:MessageSize",
            await LineAsync(server.Process.StandardOutput));
        Assert.Equal(
            "smtpgen: a restart is needed for Smtp:MaxConnections",
            await LineAsync(server.Process.StandardError));

        File.WriteAllText(file, "{ \"Smtp\": { \"MaxConnection\": 1 } }");
        await server.SignalAsync("HUP");
        Assert.Equal(
            $"smtpgen: the configuration stays as it was: {file}:1:13: there is no option 'Smtp:MaxConnection'; did you mean Smtp:MaxConnections?",
            await LineAsync(server.Process.StandardError));

        Assert.Contains("250-SIZE 100000", await before.AskAsync("EHLO client.example.org"));
        using var after = await port.GreetedAsync();
        Assert.Contains("250-SIZE 200000", await after.AskAsync("EHLO client.example.org"));
        Assert.StartsWith("235", await after.SayAsync("AUTH PLAIN " + Convert.ToBase64String("\0ann\0new"u8)));
        await server.SignalAsync("TERM");
        Assert.Equal(0, await server.EndAsync());

        string Configure(int size, int connections) => folder.Write(
            "serve.json", $"{{ \"Smtp\": {{ \"MaxConnections\": {connections}, \"Protocol\": {{ \"MessageSize\": {size} }} }} }}");
    }

    private static async Task<string?> LineAsync(StreamReader reader) => await reader.ReadLineAsync(TestContext.Current.CancellationToken);

    [Fact(Timeout = Timeout)]
    public async Task SIGHUP_opens_the_log_again_and_the_server_goes_on()
    {
        using var folder = new TemporaryFolder();
        var port = new FreePort();
        await using var server = ServeProcess.Start("", "--listen", port.Address, "--store", folder["store.db"], "--log", folder["log"]);
        using var client = await port.GreetedAsync();
        Assert.StartsWith("250", await client.SendAsync("Subject: First"));
        File.Move(folder["log"], folder["log.1"]);
        await server.SignalAsync("HUP");
        while (!File.Exists(folder["log"]))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.StartsWith("250", await client.SendAsync("Subject: Second"));
        await server.SignalAsync("TERM");

        Assert.Equal(0, await server.EndAsync());
        Assert.Contains("1: ", await File.ReadAllTextAsync(folder["log.1"], TestContext.Current.CancellationToken));
        string after = await File.ReadAllTextAsync(folder["log"], TestContext.Current.CancellationToken);
        Assert.Contains("2: ", after);
        Assert.EndsWith(" stopped\n", after);
        Assert.Equal("", await server.Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
