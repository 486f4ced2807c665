namespace SmtpGen.Tool.Tests;

/// <summary>What the program prints does not depend on what the terminal can do.</summary>
public sealed class TerminalTests
{
    private const int Timeout = 120_000;

    [Theory(Timeout = Timeout)]
    [InlineData("LC_ALL=C")]
    [InlineData("LC_ALL=POSIX LANG=ja_JP.eucJP")]
    [InlineData("LC_ALL=C TERM=dumb")]
    public async Task Output_is_utf8_whatever_the_locale(string environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        using var folder = new TemporaryFolder();
        string id = (await StoredMail.StoreAsync(folder["store"], 1, "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n日本語\r\n"))[0];

        var listed = await ToolProcess.InShellAsync(environment + " \"$@\"", "list", "--store", folder["store"]);
        var shown = await ToolProcess.InShellAsync(environment + " \"$@\"", "show", id, "--store", folder["store"]);
        var explained = await ToolProcess.InShellAsync(environment + " \"$@\"", "explain", "550", "--lang", "ja");

        Assert.Contains("Grüße", listed.Output);
        Assert.Contains("日本語", shown.Output);
        Assert.Contains("メール", explained.Output);
        Assert.All([listed, shown, explained], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("")]
    [InlineData("1")]
    public async Task Nothing_is_coloured_at_a_terminal_whether_NO_COLOR_is_set_or_not(string noColor)
    {
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 1);
        string path = folder.Write("broken.protocol", "protocol Broken {\n");
        string before = Environment.GetEnvironmentVariable("NO_COLOR") ?? "";
        Environment.SetEnvironmentVariable("NO_COLOR", noColor);
        try
        {
            foreach (string[] args in (string[][])[["list", "--store", folder["store"]], ["check", path], ["--help"], ["lst"]])
            {
                var terminal = await PseudoTerminal.RunAsync([], args);
                Assert.NotEqual("", terminal.Screen);
                Assert.DoesNotMatch("\u001b\\[[0-9;]*m", terminal.Screen);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }
}
