namespace SmtpGen.Tool.Tests;

public sealed class ServeVerboseTests
{
    private const int Timeout = 120_000;
    private static readonly string s_secret = Convert.ToBase64String("\0ann\0open-sesame"u8);

    [Fact(Timeout = Timeout)]
    public async Task A_refused_command_is_told_with_the_state_and_why()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["store.db"], "--verbose");
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        foreach (string command in (string[])["DATA", "XYZZY now", "MAIL FROM:nobody", "NOOP", "RCPT TO:<bob@example.net>"])
            await client.SayAsync(command);

        string[] lines = [await serving.NextLineAsync(), await serving.NextLineAsync(), await serving.NextLineAsync(), await serving.NextLineAsync()];

        Assert.Matches(@"^\d\d:\d\d:\d\d refused 127\.0\.0\.1:\d+ SMTP Idle DATA: 503 5\.5\.1 ", lines[0]);
        Assert.Contains(" SMTP Idle (unknown): 500 5.5", lines[1]);
        Assert.Contains(" SMTP Idle MAIL: 501 5.", lines[2]);
        Assert.Contains(" SMTP Idle RCPT: 503 5.5.1 ", lines[3]);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_clients_log_in_with_is_never_told()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "ann:{PLAIN}open-sesame\n");
        await using var serving = await Serving.StartAsync(
            "--store", folder["store.db"], "-vv", "--users", users, "--plaintext-auth", "--pop3", "127.0.0.1:0");
        var pop3 = System.Net.IPEndPoint.Parse((await serving.NextLineAsync()).Split(' ', ',')[2]);
        using (var client = await MailClient.ConnectAsync(serving.EndPoint))
        {
            foreach (string line in (string[])["EHLO client.example.org", "AUTH XYZZY " + s_secret, s_secret, "auth  plain\t" + s_secret, "AUTH=PLAIN " + s_secret, "AUTH PLAIN", s_secret])
                await client.AskAsync(line);
            await client.SendAsync("Subject: Hello\r\n\r\nHello");
            await client.AskAsync("QUIT");
        }

        using (var client = await MailClient.ConnectAsync(pop3))
        {
            foreach (string line in (string[])["USER ann", "PASS open-sesame", "AUTH PLAIN " + s_secret, "QUIT"])
                await client.AskAsync(line);
        }

        var lines = new List<string>();
        do
            lines.Add(await serving.NextLineAsync());
        while (!lines[^1].Contains("S: +OK", StringComparison.Ordinal) || !lines[^2].EndsWith("C: QUIT", StringComparison.Ordinal));

        Assert.DoesNotContain(lines, line => line.Contains(s_secret, StringComparison.Ordinal) || line.Contains("sesame", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("C: AUTH XYZZY (hidden)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("C: AUTH PLAIN", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("C: PASS (hidden)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("C: EHLO client.example.org", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("S: 250-PIPELINING", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith(" octets of a message", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Subject", StringComparison.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task Commands_in_one_group_are_told_in_their_order()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["store.db"], "-vv");
        using var client = await MailClient.ConnectAsync(serving.EndPoint);
        await client.AskAsync("HELO client.example.org\r\nDATA\r\nNOOP");
        await client.AskAsync("QUIT");

        var lines = new List<string>();
        do
            lines.Add((await serving.NextLineAsync()).Split(' ', 3)[2]);
        while (!lines[^1].StartsWith("S: 221", StringComparison.Ordinal));

        Assert.Equal(
            ["S: 220", "C: HELO client.example.org", "S: 250", "C: DATA", "S: 503", "C: NOOP", "S: 250", "C: QUIT", "S: 221"],
            lines.Select(line => line.StartsWith('S') ? line[..6] : line));
    }
}
