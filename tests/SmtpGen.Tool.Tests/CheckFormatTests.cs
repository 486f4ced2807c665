using System.Text.Json;

namespace SmtpGen.Tool.Tests;

public sealed class CheckFormatTests
{
    private const string Wrong = "protocol A {\n    include \"missing.protocol\"\n}\n";

    [Fact]
    public async Task JSON_has_a_finding_a_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", Wrong);

        var run = await ToolRun.OfAsync("check", path, "--json");
        var same = await ToolRun.OfAsync("check", path, "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(run, same);
        var finding = Findings(run).First(finding => finding.GetProperty("message").GetString()!.Contains("missing.protocol"));
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal(path, finding.GetProperty("path").GetString());
        Assert.Equal(2, finding.GetProperty("line").GetInt32());
        Assert.Equal(2, finding.GetProperty("endLine").GetInt32());
        Assert.True(finding.GetProperty("endColumn").GetInt32() > finding.GetProperty("column").GetInt32());
        Assert.EndsWith($"/docs/diagnostics/{finding.GetProperty("id").GetString()}.md", finding.GetProperty("help").GetString());
        Assert.False(finding.GetProperty("isFixed").GetBoolean());
    }

    [Fact]
    public async Task What_has_no_findings_is_no_line()
    {
        var run = await ToolRun.OfAsync("check", Path.Combine(ToolRun.ProtocolFolder, "pop3.protocol"), "--json");

        Assert.Equal(new ToolRun(0, "", ""), run);
    }

    [Fact]
    public async Task SARIF_has_a_rule_for_each_result()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a b.protocol", Wrong);

        var run = await ToolRun.OfAsync("check", path, "--format", "sarif");

        Assert.Equal(1, run.ExitCode);
        using var log = JsonDocument.Parse(run.Output);
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Equal("https://json.schemastore.org/sarif-2.1.0.json", log.RootElement.GetProperty("$schema").GetString());
        var only = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var driver = only.GetProperty("tool").GetProperty("driver");
        Assert.Equal("smtpgen", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(rules.Count, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, rule => Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!));
        Assert.Equal("utf16CodeUnits", only.GetProperty("columnKind").GetString());
        var results = only.GetProperty("results").EnumerateArray().ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result =>
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), new[] { "error", "warning", "note" });
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.EndsWith("/a%20b.protocol", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            var region = place.GetProperty("region");
            Assert.True(region.GetProperty("startLine").GetInt32() >= 1 && region.GetProperty("startColumn").GetInt32() >= 1);
            Assert.True(region.GetProperty("endLine").GetInt32() >= region.GetProperty("startLine").GetInt32());
        });
    }

    [Fact]
    public async Task SARIF_without_findings_is_a_log_without_results()
    {
        var run = await ToolRun.OfAsync("check", Path.Combine(ToolRun.ProtocolFolder, "pop3.protocol"), "--format", "sarif");

        Assert.Equal(0, run.ExitCode);
        using var log = JsonDocument.Parse(run.Output);
        Assert.Empty(log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task GitHub_gets_a_workflow_command_a_finding_with_what_means_something_to_it_escaped()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a,b:100%.protocol", "protocol A {\n    include \"50%::error::.protocol\"\n}\n");

        var run = await ToolRun.OfAsync("check", path, "--format", "github");

        Assert.Equal(1, run.ExitCode);
        string line = Assert.Single(run.Output.Split('\n'), line => line.Contains("50%"));
        Assert.Matches(@"^::error file=[^,:]*a%2Cb%3A100%25\.protocol,line=2,col=\d+,endColumn=\d+,title=SGP\d{4}::", line);
        Assert.Contains("50%25::error::.protocol", line);
    }

    [Fact]
    public async Task Two_formats_at_once_are_a_wrong_command_line()
    {
        var run = await ToolRun.OfAsync("check", ToolRun.ProtocolFolder, "--json", "--format", "sarif");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("smtpgen: --json and --format sarif cannot both be given", run.Error);
    }

    private static IEnumerable<JsonElement> Findings(ToolRun run) =>
        run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement);
}
