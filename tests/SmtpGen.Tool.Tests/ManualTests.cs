using System.Text.RegularExpressions;

namespace SmtpGen.Tool.Tests;

/// <summary>Completion scripts and the manual page, which come from the definitions of the command line.</summary>
public sealed partial class ManualTests
{
    private const int Timeout = 120_000;

    [Theory(Timeout = Timeout)]
    [InlineData("smtpgen ''", "serve list send explain completion --help --version")]
    [InlineData("smtpgen s", "serve show send", "list")]
    [InlineData("smtpgen graph --f", "--format")]
    [InlineData("smtpgen graph --format ''", "mermaid dot svg", "--output")]
    [InlineData("smtpgen graph a.protocol --format d", "dot", "svg")]
    [InlineData("smtpgen send --t", "--to --tls --text --token-file", "--from")]
    [InlineData("smtpgen send --tls ''", "none offered required implicit")]
    [InlineData("smtpgen completion ''", "bash zsh fish")]
    [InlineData("smtpgen check ''", "some.protocol", "--fix")]
    [InlineData("smtpgen check some", "some.protocol")]
    [InlineData("smtpgen send --password-file som", "some.protocol")]
    public async Task Bash_completes(string words, string offered, string missing = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        using var folder = new TemporaryFolder();
        folder.Write("some.protocol", "");
        string script = folder.Write("completion", (await ToolRun.OfAsync("completion", "bash")).Output);
        string line = $"cd '{Path.GetDirectoryName(script)}'; source ./completion; complete -p smtpgen >&2; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); "
            + "_smtpgen; printf '%s\\n' \"${COMPREPLY[@]}\"";

        var run = await ToolProcess.RunAsync(["bash", "--norc", "-c", line], "");

        Assert.Equal("complete -F _smtpgen smtpgen\n", run.Error);
        string[] replies = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(offered.Split(' '), word => Assert.Contains(word, replies));
        Assert.DoesNotContain(missing, replies);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Each_shell_can_read_its_script(string shell, string option)
    {
        SkipWithout(shell);
        using var folder = new TemporaryFolder();
        var script = await ToolRun.OfAsync("completion", shell);

        var run = await ToolProcess.RunAsync([shell, option, folder.Write("script", script.Output)], "");

        Assert.Equal(new ToolRun(0, "", ""), run);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("smtpgen gra", "graph")]
    [InlineData("smtpgen graph --format s", "svg")]
    [InlineData("smtpgen send --plain", "--plaintext-auth")]
    public async Task Fish_completes(string line, string offered)
    {
        SkipWithout("fish");
        using var folder = new TemporaryFolder();
        string script = folder.Write("smtpgen.fish", (await ToolRun.OfAsync("completion", "fish")).Output);

        var run = await ToolProcess.RunAsync(["fish", "--no-config", "-c", $"source {script}; complete -C '{line}'"], "");

        Assert.Contains(run.Output.Split('\n'), reply => reply.Split('\t')[0] == offered);
    }

    [Theory]
    [InlineData("completion", "bash")]
    [InlineData("completion", "zsh")]
    [InlineData("completion", "fish")]
    [InlineData("man")]
    public async Task Every_option_appears(params string[] command)
    {
        string text = (await ToolRun.OfAsync(command)).Output.Replace("\\-", "-", StringComparison.Ordinal);
        string[] commands = await WordsAsync(Command(), "--help");

        Assert.Contains("explain", commands);
        foreach (string name in commands)
        {
            Assert.Contains(name, text);
            foreach (string option in await WordsAsync(Option(), name, "--help"))
                Assert.Matches(command[^1] == "fish" ? $"-l {option[2..]}[ '\n]" : $"{option}[^a-z-]", text);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task The_manual_page_has_no_warning()
    {
        SkipWithout("groff");
        using var folder = new TemporaryFolder();
        string page = folder.Write("smtpgen.1", (await ToolRun.OfAsync("man")).Output);

        var run = await ToolProcess.RunAsync(["groff", "-man", "-ww", "-Tascii", page], "");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string shown = Blanks().Replace(Escape().Replace(run.Output, ""), " ");
        Assert.Contains("smtpgen - checks, draws and explains SMTP specifications", shown);
        Assert.Contains("--plaintext-auth", shown);
        Assert.Contains("EXIT STATUS", shown);
    }

    // The first words of the lines of help, which are commands or options.
    private static async Task<string[]> WordsAsync(Regex form, params string[] args)
    {
        var help = await ToolRun.OfAsync(args);
        Assert.Equal(0, help.ExitCode);
        return [.. form.Matches(help.Output).Select(match => match.Groups["word"].Value).Distinct()];
    }

    private static void SkipWithout(string program) => Assert.SkipWhen(
        !Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))), $"needs {program}");

    [GeneratedRegex(@"(?<=Commands:(\r?\n  .*)*\r?\n  )(?<word>[a-z]+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (-., (-., |/., )*)?(?<word>--[a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("\u001b\\[[0-9;]*m|.\b")]
    private static partial Regex Escape();
}
