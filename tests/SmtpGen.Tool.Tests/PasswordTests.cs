using System.Text;

namespace SmtpGen.Tool.Tests;

public sealed class PasswordTests
{
    [Fact(Timeout = 120_000)]
    public async Task The_line_lets_its_user_log_in()
    {
        using var folder = new TemporaryFolder();
        var made = await MakeAsync("alice", "correct horse\n");
        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith("alice:{SCRAM-SHA-256}", made.Output);
        Assert.DoesNotContain("correct horse", made.Output);
        await using var serving = await Serving.StartAsync(
            "--plaintext-auth", "--require-auth", "--users", folder.Write("users", made.Output), "--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);

        Assert.StartsWith("250", await client.GreetAsync());
        Assert.StartsWith("530", await client.SayAsync("MAIL FROM:<ann@example.org>"));
        Assert.StartsWith("535", await client.SayAsync($"AUTH PLAIN {Plain("alice", "wrong horse")}"));
        Assert.StartsWith("235", await client.SayAsync($"AUTH PLAIN {Plain("alice", "correct horse")}"));
        Assert.StartsWith("250", await client.SendAsync("Subject: mine"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_password_must_be_given()
    {
        var made = await MakeAsync("alice", "");

        Assert.Equal(2, made.ExitCode);
        Assert.Equal("smtpgen: no password on standard input; write: smtpgen passwd alice >> users", made.Error.TrimEnd());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_that_cannot_stand_in_the_file_is_refused()
    {
        var made = await MakeAsync("al:ice", "secret\n");

        Assert.Equal(2, made.ExitCode);
        Assert.StartsWith("smtpgen: a user's name is not empty, has no space at its ends", made.Error);
        Assert.Equal("", made.Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_password_typed_at_a_terminal_is_asked_for_twice_and_never_shown()
    {
        var terminal = await PseudoTerminal.RunAsync([("Password for alice: ", "correct horse\n"), ("The same again: ", "correct horse\n")], "passwd", "alice");

        Assert.Equal(0, terminal.ExitCode);
        Assert.Contains("\nalice:{SCRAM-SHA-256}", terminal.Screen);
        Assert.DoesNotContain("horse", terminal.Screen);
        Assert.True(terminal.Echoes);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_passwords_that_differ_make_no_line()
    {
        var terminal = await PseudoTerminal.RunAsync([("Password for alice: ", "correct horse\n"), ("The same again: ", "correct hose\n")], "passwd", "alice");

        Assert.Equal(2, terminal.ExitCode);
        Assert.EndsWith("smtpgen: the two passwords are not the same; nothing was written\r\n", terminal.Screen);
        Assert.DoesNotContain("SCRAM", terminal.Screen);
        Assert.True(terminal.Echoes);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_terminal_shows_again_what_is_typed_when_the_password_is_given_up()
    {
        var terminal = await PseudoTerminal.RunAsync([("Password for alice: ", "corr\u0003")], "passwd", "alice");

        Assert.Equal(130, terminal.ExitCode);
        Assert.True(terminal.Echoes);
        Assert.DoesNotContain("Unhandled", terminal.Screen);
        Assert.DoesNotContain("   at ", terminal.Screen);
    }

    private static Task<ToolRun> MakeAsync(string name, string input) => ToolProcess.OfAsync(input, "passwd", name);

    private static string Plain(string name, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{password}"));
}
