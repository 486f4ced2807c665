using System.Text;

namespace SmtpGen.Tool.Tests;

public sealed class PasswordTests
{
    [Fact]
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

    [Fact]
    public async Task A_password_must_be_given()
    {
        var made = await MakeAsync("alice", "");

        Assert.Equal(2, made.ExitCode);
        Assert.Equal("smtpgen: no password on standard input; write: smtpgen passwd alice >> users", made.Error.TrimEnd());
    }

    [Fact]
    public async Task A_name_that_cannot_stand_in_the_file_is_refused()
    {
        var made = await MakeAsync("al:ice", "secret\n");

        Assert.Equal(2, made.ExitCode);
        Assert.StartsWith("smtpgen: a user's name is not empty, has no space at its ends", made.Error);
        Assert.Equal("", made.Output);
    }

    // The tests of a class run one by one, and no other class has the program read standard input.
    private static async Task<ToolRun> MakeAsync(string name, string input)
    {
        var before = Console.In;
        Console.SetIn(new StringReader(input));
        try
        {
            return await ToolRun.OfAsync("passwd", name);
        }
        finally
        {
            Console.SetIn(before);
        }
    }

    private static string Plain(string name, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{password}"));
}
