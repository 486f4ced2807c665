using System.Text.RegularExpressions;

namespace SmtpGen.Tool.Tests;

/// <summary>The protocols of the samples, which use words of the language that those that ship do not.</summary>
[Collection(nameof(ListTests))]
public sealed partial class SampleProtocolTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static TheoryData<string> Protocols => [.. Directory.GetFiles(s_folder, "*.protocol", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task It_has_no_findings_and_is_drawn(string file)
    {
        string path = Path.Combine(s_folder, file);

        var check = await ToolRun.OfAsync("check", path);
        var graph = await ToolRun.OfAsync("graph", path);

        Assert.Equal("1 protocol, no findings\n", check.Output.ReplaceLineEndings("\n"));
        Assert.Equal((0, ""), (graph.ExitCode, graph.Error));
        Assert.NotEmpty(graph.Output);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Each_reply_and_each_command_of_it_is_explained(string file)
    {
        string path = Path.Combine(s_folder, file);
        string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        foreach (Match name in Declared().Matches(text))
        {
            string asked = name.Groups["name"].Value.Trim('"');
            var run = await ToolRun.OfAsync("explain", asked, "--protocol", path);
            Assert.True(run.ExitCode == 0, $"explain {asked}: {run.Error}");
            Assert.NotEmpty(run.Output);
        }
    }

    [GeneratedRegex("""^ *(?:reply|command) +(?<name>"[^"]+"|[\w.-]+)""", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
