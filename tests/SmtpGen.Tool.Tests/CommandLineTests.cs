using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

/// <summary>What every command does with what users do wrong, and with the ends of pipes.</summary>
public sealed class CommandLineTests
{
    private const int Timeout = 120_000;

    [Fact]
    public async Task Nothing_said_shows_what_there_is_to_say()
    {
        var nothing = await ToolRun.OfAsync();
        var help = await ToolRun.OfAsync("--help");

        Assert.Equal(help, nothing);
        Assert.Equal(0, nothing.ExitCode);
        Assert.Contains("130 stopped by Ctrl+C", nothing.Output.ReplaceLineEndings(" "));
        Assert.All(nothing.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("smtpgen: there is no command 'lst'. Did you mean list or lsp? (smtpgen --help lists what there is)\n", "lst")]
    [InlineData("smtpgen: there is no command 'exlpain'. Did you mean explain? (smtpgen --help lists what there is)\n", "exlpain", "354")]
    [InlineData("smtpgen: there is no command 'frobnicate'. (smtpgen --help lists what there is)\n", "frobnicate")]
    [InlineData("smtpgen: there is no option '--verison'. Did you mean --version? (smtpgen --help lists what there is)\n", "--verison")]
    [InlineData("smtpgen: there is no option '--lagn'. Did you mean --lang? (smtpgen --help lists what there is)\n", "explain", "354", "--lagn", "ja")]
    [InlineData("smtpgen: there is no option '--fx'. Did you mean --fix? (smtpgen --help lists what there is)\n", "check", "a.protocol", "--fx")]
    [InlineData("smtpgen: there is no option '--formt'. Did you mean --format? (smtpgen --help lists what there is)\n", "graph", "a.protocol", "--formt", "dot")]
    [InlineData("smtpgen: there is no option '--frm'. Did you mean --from? (smtpgen --help lists what there is)\n", "send", "--frm", "a@b.example", "--to", "c@d.example")]
    [InlineData("smtpgen: there is no option '\ufffd[31m'. (smtpgen --help lists what there is)\n", "--\u001b[31m")]
    public async Task A_mistyped_word_is_answered_with_the_one_that_is_most_like_it(string error, params string[] args)
    {
        var run = await ToolRun.OfAsync(args);

        Assert.Equal(error.Replace("'\ufffd", "'--\ufffd", StringComparison.Ordinal), run.Error);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("check")]
    [InlineData("graph")]
    [InlineData("passwd")]
    [InlineData("send")]
    [InlineData("completion")]
    [InlineData("completion", "tcsh")]
    [InlineData("graph", "a.protocol", "--format", "png")]
    public async Task What_is_missing_or_not_allowed_is_one_line_and_2(params string[] args)
    {
        var run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("smtpgen: ", run.Error);
        Assert.EndsWith("(smtpgen --help lists what there is)\n", run.Error);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData(3, "--file nowhere: there is no such file", "send", "--from", "a@b.example", "--to", "c@d.example", "--file", "nowhere")]
    [InlineData(3, "--file .: is a directory; name a file", "send", "--from", "a@b.example", "--to", "c@d.example", "--file", ".")]
    [InlineData(3, "--password-file nowhere: there is no such file", "load", "--user", "alice", "--password-file", "nowhere")]
    [InlineData(3, "--token-file .: is a directory; name a file", "load", "--user", "alice", "--token-file", ".")]
    [InlineData(3, "--output .: is a directory; name a file", "graph", "PROTOCOL", "--output", ".")]
    [InlineData(3, "--output /nowhere/at/all cannot be written: ", "graph", "PROTOCOL", "--output", "/nowhere/at/all")]
    [InlineData(2, "--host is empty; write a name, an address, or unix:PATH", "send", "--from", "a@b.example", "--to", "c@d.example", "--host", "")]
    public async Task A_file_or_server_that_cannot_be_used_is_named_with_its_option(int exitCode, string error, params string[] args)
    {
        string protocol = Path.Combine(ToolRun.ProtocolFolder, "pop3.protocol");

        var run = await ToolRun.OfAsync([.. args.Select(arg => arg == "PROTOCOL" ? protocol : arg)]);

        Assert.StartsWith("smtpgen: " + error, run.Error);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("explain", "503")]
    [InlineData("check", "protocol")]
    [InlineData("graph", "protocol/smtp.protocol")]
    [InlineData("completion", "bash")]
    [InlineData("man")]
    [InlineData("--help")]
    public async Task A_reader_that_leaves_ends_nothing_with_a_stack_trace(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        string line = $"cd '{AppContext.BaseDirectory}'; \"$@\" | head -n 1; \"$@\" | true";

        var run = await ToolProcess.InShellAsync(line, args);

        Assert.Equal("", run.Error);
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("explain", "503")]
    [InlineData("graph", "protocol/smtp.protocol")]
    public async Task A_full_disk_is_named(params string[] args)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");

        var run = await ToolProcess.InShellAsync($"cd '{AppContext.BaseDirectory}'; \"$@\" > /dev/full", args);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("smtpgen: No space left on device", run.Error);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact(Timeout = Timeout)]
    public async Task Ctrl_C_ends_a_command_that_waits()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeting = GreetAsync(listener);

        var terminal = await PseudoTerminal.RunAsync(
            [("S: 220 mx.example", "\u0003")],
            "send", "--from", "a@b.example", "--to", "c@d.example", "--port", $"{((IPEndPoint)listener.LocalEndpoint).Port}");

        (await greeting).Dispose();
        // 130 where the signal comes before the program has begun to wait for one.
        Assert.Contains(terminal.ExitCode, new[] { 3, 130 });
        if (terminal.ExitCode == 3)
            Assert.EndsWith("smtpgen: stopped before the server had answered; it may have taken the message\r\n", terminal.Screen);
        Assert.DoesNotContain("   at ", terminal.Screen);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("check")]
    [InlineData("format")]
    [InlineData("lsp")]
    [InlineData("graph")]
    [InlineData("explain")]
    [InlineData("passwd")]
    [InlineData("send")]
    [InlineData("load")]
    [InlineData("completion")]
    [InlineData("man")]
    public async Task Each_command_has_help_that_fits(string command)
    {
        var run = await ToolRun.OfAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($" {command} ", run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private static async Task<TcpClient> GreetAsync(TcpListener listener)
    {
        var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("220 mx.example\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return client;
    }
}
