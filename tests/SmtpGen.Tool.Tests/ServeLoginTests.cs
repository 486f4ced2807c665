using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Tool.Tests;

public sealed class ServeLoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failed_logins_are_remembered_over_all_protocols_and_reported_in_lines()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        await using var serving = await Serving.StartAsync(
            "--lmtp", "127.0.0.1:0", "--pop3", "127.0.0.1:0", "--users", users, "--plaintext-auth", "--store", folder["store.db"]);
        IPEndPoint lmtp = EndPoint(await serving.NextLineAsync());
        IPEndPoint pop3 = EndPoint(await serving.NextLineAsync());

        // At once, since each answer is held back for a while.
        string[] answers = await Task.WhenAll(
            [
                .. Enumerable.Range(0, 4).Select(_ => SayAsync(serving.EndPoint, "EHLO a", Plain("alice", "wrong"))),
                .. Enumerable.Range(0, 3).Select(_ => SayAsync(lmtp, "LHLO a", Plain("alice", "wrong"))),
                .. Enumerable.Range(0, 3).Select(_ => SayAsync(pop3, "USER alice", "PASS wrong")),
            ]);
        Assert.All(answers[..7], answer => Assert.Contains("535 5.7.8 ", answer));
        Assert.All(answers[7..], answer => Assert.Contains("-ERR [AUTH] ", answer));

        Assert.Contains("454 4.7.0 ", await SayAsync(serving.EndPoint, "EHLO a", Plain("alice", "secret")));
        Assert.Contains("-ERR [SYS/TEMP] Logins cannot be checked", await SayAsync(pop3, "USER alice", "PASS secret"));
        await ReportedAsync(serving, "protocol=pop3 mechanism=PLAIN reason=limit", 1);
        Assert.Equal(4, Count(serving, "smtpgen: Login failed: address=127.0.0.1 protocol=smtp mechanism=PLAIN reason=wrong user=\"alice\"\n"));
        Assert.Equal(3, Count(serving, "smtpgen: Login failed: address=127.0.0.1 protocol=lmtp mechanism=PLAIN reason=wrong user=\"alice\"\n"));
        Assert.Equal(3, Count(serving, "smtpgen: Login failed: address=127.0.0.1 protocol=pop3 mechanism=PLAIN reason=wrong user=\"alice\"\n"));
        Assert.DoesNotContain("secret", serving.Reported);
    }

    [Fact]
    public async Task A_flood_of_guesses_has_no_more_of_them_looked_at_than_the_limit_says()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        await using var serving = await Serving.StartAsync("--users", users, "--plaintext-auth", "--store", folder["store.db"]);

        string[] said = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            SayAsync(serving.EndPoint, "EHLO a", [.. Enumerable.Range(0, 3).Select(j => Plain($"user{i}-{j}", "wrong"))])));

        await ReportedAsync(serving, "Login failed: ", 120);
        // Those that are looked at while the last failure is noted, on as many threads as take part, are more.
        Assert.InRange(Count(serving, "reason=wrong"), 20, 20 + (2 * Environment.ProcessorCount));
        Assert.Equal(Count(serving, "reason=limit"), said.Sum(text => text.Split("454 4.7.0 ").Length - 1));
    }

    [Fact]
    public async Task The_address_of_a_failed_login_is_that_of_the_client_a_proxy_names()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        await using var serving = await Serving.StartAsync(
            "--users", users, "--plaintext-auth", "--trusted-clients", "127.0.0.1", "--store", folder["store.db"]);

        string said = await SayAsync(serving.EndPoint, "EHLO a", "XCLIENT ADDR=192.0.2.9", "EHLO a", Plain("a\u201cb c", "wrong"));

        Assert.Contains("535 5.7.8 ", said);
        await ReportedAsync(serving, "address=192.0.2.9 protocol=smtp mechanism=PLAIN reason=wrong user=\"a\\u{201c}b c\"", 1);
    }

    [Fact]
    public async Task The_address_of_a_failed_login_is_that_of_a_PROXY_header()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        await using var serving = await Serving.StartAsync(
            "--listen", "127.0.0.1:0 proxy", "--trusted-proxies", "127.0.0.1", "--users", users, "--plaintext-auth", "--store", folder["store.db"]);
        IPEndPoint proxied = EndPoint(await serving.NextLineAsync());

        using var connection = new TcpClient();
        await connection.ConnectAsync(proxied, Token);
        using var reader = new StreamReader(connection.GetStream());
        string said = string.Join("\r\n", "PROXY TCP4 192.0.2.77 198.51.100.5 4711 25", "EHLO a", Plain("alice", "wrong"), "QUIT", "");
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(said), Token);

        Assert.Contains("535 5.7.8 ", await reader.ReadToEndAsync(Token));
        await ReportedAsync(serving, "Login failed: address=192.0.2.77 protocol=smtp mechanism=PLAIN reason=wrong user=\"alice\"", 1);
    }

    [Fact]
    public async Task Any_login_lets_everybody_in_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--any-login", "--require-auth", "--store", folder["store.db"]);

        string said = await SayAsync(serving.EndPoint, "EHLO a", Plain("who ever", "hunter2"), "MAIL FROM:<a@example.org>");

        Assert.Contains("AUTH PLAIN LOGIN", said);
        Assert.Contains("235 2.7.0 ", said);
        Assert.Contains("250 2.1.0 ", said);
        await ReportedAsync(serving, "smtpgen: AnyLogin is on: everybody is let in, by any name and any password", 1);
        Assert.DoesNotContain("hunter2", serving.Reported);
    }

    [Fact]
    public async Task Any_login_and_users_contradict_each_other()
    {
        ToolRun run = await ToolRun.OfAsync("serve", "--any-login", "--users", "users");

        Assert.Equal(ToolExit.Usage, run.ExitCode);
        Assert.Contains("--any-login is given, so no password counts, but --users is given too; leave one of them out", run.Error);
    }

    private static string Plain(string user, string password)
        => "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));

    private static IPEndPoint EndPoint(string listening) => IPEndPoint.Parse(listening.Split(' ', ',')[2]);

    private static async Task<string> SayAsync(IPEndPoint server, string greeting, params string[] lines)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server, Token);
        using var reader = new StreamReader(connection.GetStream());
        await reader.ReadLineAsync(Token);
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", [greeting, .. lines, "QUIT", ""])), Token);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task ReportedAsync(Serving serving, string text, int times)
    {
        for (int i = 0; Count(serving, text) < times; i++)
        {
            Assert.True(i < 3000, $"{text} was not reported {times} times: {serving.Reported}");
            await Task.Delay(10, Token);
        }
    }

    private static int Count(Serving serving, string text) => serving.Reported.ReplaceLineEndings("\n").Split(text).Length - 1;
}
