namespace SmtpGen.Tool.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task The_shipped_protocol_has_no_findings()
    {
        var run = await ToolRun.OfAsync("check", Path.Combine(ToolRun.ProtocolFolder, "smtp.protocol"));

        Assert.Equal("1 protocol, no findings\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_protocol_extends_one_that_comes_with_the_program()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("dev.protocol", "protocol Dev extends Smtp {\n    remove command VRFY\n}\n");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Equal("1 protocol, no findings\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_file_beside_it_wins_over_one_that_comes_with_the_program()
    {
        using var folder = new TemporaryFolder();
        folder.Write("smtp.protocol", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "parrot.protocol")).Replace("protocol Parrot", "protocol Smtp", StringComparison.Ordinal));
        string path = folder.Write("dev.protocol", "protocol Dev extends Smtp {\n    remove command VRFY\n}\n");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Contains("SGP0014: The protocol that is extended has no command 'VRFY'", run.Output);
    }

    [Fact]
    public async Task A_device_that_is_included_is_not_read()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero here.");
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.protocol", "protocol P {\n    include \"/dev/zero\"\n}\n");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Contains("p.protocol(2,13): error SGP0012", run.Output);
    }

    [Fact]
    public async Task A_directory_stands_for_all_its_specifications()
    {
        var run = await ToolRun.OfAsync("check", ToolRun.ProtocolFolder);

        Assert.Contains("no findings", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Files_of_others_in_a_directory_are_not_checked_unless_they_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.protocol", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "parrot.protocol")));
        string usage = folder.Write("usage.help", "Usage: my-app [options]\n");
        folder.Write("stray.abnf", "a = = b");
        folder.Write("wire.protocol", "{ \"version\": 1 }");

        var run = await ToolRun.OfAsync("check", Path.GetDirectoryName(usage)!);
        Assert.Equal("1 protocol, no findings\n", run.Output.ReplaceLineEndings("\n"));

        run = await ToolRun.OfAsync("check", usage);
        Assert.Contains("usage.help(1,1): error SGP0001", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_family_in_a_file_is_read_with_the_protocol()
    {
        using var folder = new TemporaryFolder();
        folder.Write("house.protocol", "family coded\notherwise { idle => gone -> end }\nreply gone 421 \"Gone\" { meaning \"You were silent.\" seen \"Late.\" fix \"Talk.\" }\n");
        string path = folder.Write("p.protocol", "protocol P {\n    family \"house.protocol\"\n    states { initial Open; final Closed }\n    connect { => hi -> Open }\n    command QUIT { from * => bye -> Closed }\n    reply hi 220 \"Hi\"\n    reply bye 221 \"Bye\"\n}\n");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Equal("1 protocol, no findings\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task What_lies_beside_a_directory_is_not_read()
    {
        using var folder = new TemporaryFolder();
        string mine = Path.GetDirectoryName(folder.Write("q.protocol", "protocol Q {"))! + "/mine";
        Directory.CreateDirectory(mine);
        File.WriteAllText(Path.Combine(mine, "usage.help"), "Usage: my-app [options]\n");
        File.CreateSymbolicLink(Path.Combine(mine, "../p.protocol"), Path.Combine(mine, "gone"));

        var run = await ToolRun.OfAsync("check", mine);

        Assert.Contains("no specification in ", run.Error);
        Assert.DoesNotContain(".protocol", run.Error + run.Output);
    }

    [Fact]
    public async Task A_directory_with_files_of_others_only_has_no_specification()
    {
        using var folder = new TemporaryFolder();
        string usage = folder.Write("usage.help", "Usage: my-app [options]\n");

        var run = await ToolRun.OfAsync("check", Path.GetDirectoryName(usage)!);

        Assert.Contains("no specification in ", run.Error);
        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task A_finding_comes_with_its_line_and_carets_below_the_span()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", "protocol A {\n    include \"missing.protocol\"\n}\n");

        var run = await ToolRun.OfAsync("check", path);

        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        int place = Array.FindIndex(lines, line => line.Contains("missing.protocol") && line.Contains(": error SGP"));
        Assert.StartsWith($"{path}(2,", lines[place]);
        Assert.Equal("      include \"missing.protocol\"", lines[place + 1]);
        Assert.Matches("^ +\\^+$", lines[place + 2]);
        Assert.Equal(lines[place + 1].IndexOf("missing", StringComparison.Ordinal), lines[place + 2].IndexOf('^') + QuoteLength(lines, place));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Files_beside_that_nothing_refers_to_are_not_checked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("broken.protocol", "protocol B { nonsense }\n");
        string path = folder.Write("rules.abnf", "a = \"x\"\n");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Contains("no findings", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("there-is-none.protocol", 1, "smtpgen: there is no file there-is-none.protocol")]
    [InlineData("letter.txt", 2, "smtpgen: letter.txt is not a specification")]
    [InlineData("", 2, "smtpgen: an empty name is that of no file; a specification ends in .protocol")]
    public async Task What_is_no_specification_is_named(string path, int exitCode, string error)
    {
        var run = await ToolRun.OfAsync("check", path);

        Assert.StartsWith(error, run.Error);
        Assert.Equal(exitCode, run.ExitCode);
    }

    // A span may begin with the quote or after it.
    private static int QuoteLength(string[] lines, int place) => lines[place + 1][lines[place + 2].IndexOf('^')] == '"' ? 1 : 0;
}
