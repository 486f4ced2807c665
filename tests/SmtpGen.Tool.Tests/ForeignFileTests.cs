using System.Text;
using SmtpGen.Language.Text;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Tests;

/// <summary>What the program prints of files that somebody else wrote.</summary>
public sealed class ForeignFileTests
{
    [Theory]
    [InlineData("\u001b[31m")]
    [InlineData("\u001b]0;title\u0007")]
    [InlineData("\u009b31m")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\u2028")]
    [InlineData("\u200b")]
    [InlineData("\u0085")]
    public async Task Nothing_of_a_file_acts_on_the_terminal(string acting)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", $"protocol A {{ // {acting}\n    include \"{acting}x.protocol\" {acting}\n    nonsense {acting}\n}}\n");

        var check = await ToolRun.OfAsync("check", path);
        var gitHub = await ToolRun.OfAsync("check", path, "--format", "github");
        var json = await ToolRun.OfAsync("check", path, "--json");
        var graph = await ToolRun.OfAsync("graph", path);
        var explained = await ToolRun.OfAsync("explain", "354", "--protocol", path);
        var asked = await ToolRun.OfAsync("explain", acting);
        var missing = await ToolRun.OfAsync("check", $"{acting}.protocol");

        Assert.All(new[] { check, gitHub, json, graph, explained, asked, missing }, run =>
        {
            string all = (run.Output + run.Error).Replace("\n", "", StringComparison.Ordinal);
            Assert.DoesNotContain(all, c => c is '\u2028' or '\u202e' or '\u2066' or '\u200b' || char.IsControl(c));
            Assert.Equal(1, run.ExitCode);
        });
        Assert.Contains("\ufffd", check.Output);
    }

    [Theory]
    [InlineData("日本語", "      ")]
    [InlineData("e\u0301", " ")]
    [InlineData("\u202e", " ")]
    [InlineData("\u001b[31m", "     ")]
    [InlineData("\t\t", "\t\t")]
    [InlineData("😀", "  ")]
    public void Carets_stand_below_the_place_whatever_stands_before_it(string before, string indent)
    {
        var source = new SourceText("a.protocol", $"first line\n{before}漢字 after\n");
        int start = source.Text.IndexOf('漢', StringComparison.Ordinal);
        var excerpt = SourceExcerpt.Of(new SpecDiagnostic(new DiagnosticRule("SGP0000", "", Severity.Error), source, new TextSpan(start, 2), ""));

        Assert.Equal(indent + "^^^^", excerpt.Carets);
        Assert.EndsWith("漢字 after", excerpt.Line);
    }

    [Fact]
    public async Task A_line_without_end_is_shown_around_the_place()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", $"protocol A {{ {new string('x', 100_000)} }}");

        var run = await ToolRun.OfAsync("check", path);

        Assert.Equal(1, run.ExitCode);
        Assert.All(run.Output.Split('\n').Where(line => !line.Contains("error")), line => Assert.True(line.Length < 400, $"{line.Length} characters"));
    }

    [Fact]
    public async Task A_binary_file_has_findings_and_no_more_than_people_read()
    {
        using var folder = new TemporaryFolder();
        byte[] octets = new byte[1_000_000];
        new Random(1).NextBytes(octets);
        await File.WriteAllBytesAsync(folder["a.protocol"], octets, TestContext.Current.CancellationToken);

        var run = await ToolRun.OfAsync("check", folder["a.protocol"]);

        Assert.Equal(1, run.ExitCode);
        Assert.True(Encoding.UTF8.GetByteCount(run.Output) < 100_000, $"{run.Output.Length} characters");
        Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c is not ('\n' or '\t'));
    }
}
