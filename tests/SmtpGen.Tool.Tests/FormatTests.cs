namespace SmtpGen.Tool.Tests;

/// <summary><c>smtpgen format</c>.</summary>
public sealed class FormatTests
{
    private const string Untidy = "family   mail\nlines{max 512}\n";
    private const string Tidy = "family mail\nlines { max 512 }\n";

    [Fact]
    public async Task Files_are_laid_out_and_those_that_changed_are_named()
    {
        using var folder = new TemporaryFolder();
        string untidy = folder.Write("a.protocol", Untidy);
        string tidy = folder.Write("b.protocol", Tidy);

        var run = await ToolRun.OfAsync("format", untidy, tidy);

        Assert.Equal((0, untidy + "\n", ""), (run.ExitCode, run.Output.ReplaceLineEndings("\n"), run.Error));
        Assert.Equal(Tidy, await TextAsync(untidy));
    }

    [Fact]
    public async Task A_folder_stands_for_its_specifications_translations_and_families_and_not_for_its_grammars()
    {
        using var folder = new TemporaryFolder();
        string[] untidy = [folder.Write("a.help", "help   ja for P\n"), folder.Write("b.protocol", Untidy), folder.Write("c.family", Untidy)];
        string grammar = folder.Write("d.abnf", "a  =  \"b\"\n");

        var run = await ToolRun.OfAsync("format", Path.GetDirectoryName(grammar)!);

        Assert.Equal(untidy, run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
        Assert.Equal("a  =  \"b\"\n", await TextAsync(grammar));
        Assert.Equal(0, (await ToolRun.OfAsync("format", "--check", Path.GetDirectoryName(grammar)!)).ExitCode);
    }

    [Fact]
    public async Task With_check_nothing_changes_and_the_exit_code_says_whether_something_would()
    {
        using var folder = new TemporaryFolder();
        string untidy = folder.Write("a.protocol", Untidy);

        var run = await ToolRun.OfAsync("format", "--check", untidy);

        Assert.Equal((1, untidy + "\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
        Assert.Equal(Untidy, await TextAsync(untidy));
    }

    [Fact]
    public async Task A_file_that_cannot_be_parsed_is_left_with_its_findings_and_the_others_are_laid_out()
    {
        using var folder = new TemporaryFolder();
        string broken = folder.Write("a.protocol", "protocol P {  ");
        string untidy = folder.Write("b.protocol", Untidy);

        var run = await ToolRun.OfAsync("format", broken, untidy);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error SGP0001", run.Error);
        Assert.Equal("protocol P {  ", await TextAsync(broken));
        Assert.Equal(Tidy, await TextAsync(untidy));
    }

    [Fact]
    public async Task A_byte_order_mark_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", "");
        await File.WriteAllBytesAsync(path, [0xEF, 0xBB, 0xBF, .. "family   mail\r\n"u8], TestContext.Current.CancellationToken);

        await ToolRun.OfAsync("format", path);

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "family mail\r\n"u8], await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Standard_input_is_laid_out_on_standard_output()
    {
        var run = await ToolProcess.OfAsync(Untidy, "format", "-");
        var check = await ToolProcess.OfAsync(Untidy, "format", "--check", "-");

        Assert.Equal((0, Tidy), (run.ExitCode, run.Output));
        Assert.Equal((1, "-\n"), (check.ExitCode, check.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Standard_input_is_not_given_together_with_files()
    {
        var run = await ToolRun.OfAsync("format", "-", "a.protocol");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("standard input", run.Error);
    }

    private static Task<string> TextAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
