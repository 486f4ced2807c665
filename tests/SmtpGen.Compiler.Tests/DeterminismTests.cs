namespace SmtpGen.Compiler.Tests;

public class DeterminismTests
{
    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        var files = Repository.ReadProtocols();

        Assert.Equal(Generation.Run(files).Files, Generation.Run(files.Reverse()).Files);
    }

    [Fact]
    public void Line_ends_of_the_specification_do_not_show()
    {
        var files = Repository.ReadProtocols();
        var windows = files.Select(file => new SpecText(file.Path, file.Text.ReplaceLineEndings("\r\n")));

        Assert.Equal(Generation.Run(files).Files, Generation.Run(windows).Files);
    }

    [Fact]
    public void Where_the_files_lie_does_not_show()
    {
        var files = Repository.ReadProtocols();
        var moved = files.Select(file => new SpecText("/another/place" + file.Path, file.Text));

        Assert.Equal(Generation.Run(files).Files, Generation.Run(moved).Files);
    }

    [Fact]
    public void Emitted_files_hold_no_path_and_no_carriage_return() =>
        Assert.All(Generation.Run(Repository.ReadProtocols()).Files.Values, text =>
        {
            Assert.DoesNotContain("/spec/", text);
            Assert.DoesNotContain('\r', text);
        });
}
