using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SmtpGen.Repository.Tests;

/// <summary>What hosted services read can be read, and names what there is. They are run nowhere else.</summary>
public partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Files(".github/workflows")];

    public static TheoryData<string> Forms => [.. Files(".github/ISSUE_TEMPLATE")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_only_read_and_ends(string path)
    {
        var workflow = Read(path);

        Assert.Equal("read", Text(Map(workflow, "permissions"), "contents"));
        Assert.Single(Map(workflow, "permissions").Children);
        Assert.True(workflow.Children.ContainsKey("concurrency"), $"{path} has no concurrency.");
        Assert.All(Jobs(workflow), job => Assert.True(job.Children.ContainsKey("timeout-minutes"), $"A job of {path} has no timeout."));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_those_of_GitHub_in_a_version(string path) => Assert.All(
        Steps(path).Where(step => step.Children.ContainsKey("uses")), step => Assert.Matches(@"^actions/[a-z-]+@(v\d+(\.\d+)*|[0-9a-f]{40})$", Text(step, "uses")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Scripts_and_projects_that_are_run_exist(string path)
    {
        var named = Steps(path)
            .Where(step => step.Children.ContainsKey("run"))
            .SelectMany(step => OwnFile().Matches(Text(step, "run")).Select(match => match.Value))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, file => Assert.True(Path.Exists(Checkout.At(file)), $"{path} runs {file}, which is not there."));
    }

    [Fact]
    public void Every_fuzz_target_has_a_job() => Assert.Equal(
        Directory.EnumerateDirectories(Checkout.At("tests/Fuzz/Corpus")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        ((YamlSequenceNode)Map(Map(Jobs(Read(".github/workflows/fuzz.yml")).Single(), "strategy"), "matrix").Children["target"]).Select(node => node.ToString()));

    [Fact]
    public void Nothing_but_a_tag_publishes()
    {
        var release = Read(".github/workflows/release.yml");

        var on = Map(release, "on");
        Assert.Equal(["push"], on.Children.Keys.Select(key => key.ToString()));
        Assert.Equal(["tags"], Map(on, "push").Children.Keys.Select(key => key.ToString()));
        Assert.All(Files(".github/workflows").Where(path => !path.EndsWith("release.yml", StringComparison.Ordinal)), path => Assert.DoesNotContain("secrets.", File.ReadAllText(Checkout.At(path)), StringComparison.Ordinal));
        var holders = Jobs(release).Where(job => job.ToString().Contains("secrets.", StringComparison.Ordinal));
        Assert.Equal("nuget.org", Text(Assert.Single(holders), "environment"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_labels_and_names(string path)
    {
        var form = Read(path);
        if (path.EndsWith("config.yml", StringComparison.Ordinal))
        {
            Assert.Contains(((YamlSequenceNode)form.Children["contact_links"]).Cast<YamlMappingNode>(), link => Text(link, "url").EndsWith("/security/advisories/new", StringComparison.Ordinal));
            return;
        }

        var fields = ((YamlSequenceNode)form.Children["body"]).Cast<YamlMappingNode>().Where(field => Text(field, "type") != "markdown").ToList();
        Assert.Distinct(fields.Select(field => Text(field, "id")));
        Assert.All(fields, field => Assert.NotEmpty(Text(Map(field, "attributes"), "label")));
    }

    [Fact]
    public void Dependabot_leaves_the_compiler_where_it_is_and_looks_where_packages_are_named()
    {
        var updates = ((YamlSequenceNode)Read(".github/dependabot.yml").Children["updates"]).Cast<YamlMappingNode>().ToDictionary(update => Text(update, "package-ecosystem"));

        var ignored = (YamlSequenceNode)updates["nuget"].Children["ignore"];
        string pinned = PinnedCompiler().Match(File.ReadAllText(Checkout.At("Directory.Packages.props"))).Groups[1].Value;
        Assert.Contains(ignored.Cast<YamlMappingNode>(), one => Text(one, "dependency-name") == "Microsoft.CodeAnalysis.CSharp" && one.Children["versions"][0].ToString() == $"> {pinned}");
        Assert.True(File.Exists(Checkout.At(Text(updates["npm"], "directory").TrimStart('/') + "/package.json")));
        Assert.Contains("github-actions", updates.Keys);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Checkout.At(folder), "*.yml").Select(path => $"{folder}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal);

    private static YamlMappingNode Read(string path)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Checkout.At(path));
        yaml.Load(text);
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static IEnumerable<YamlMappingNode> Jobs(YamlMappingNode workflow) => Map(workflow, "jobs").Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(string path) => Jobs(Read(path)).SelectMany(job => (YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static string Text(YamlMappingNode node, string key) => node.Children[key].ToString();

    [GeneratedRegex(@"(?<![\w./$])(\.ci/[\w-]+|tests/[\w.]+(/[\w-]+)?|deploy/[\w-]+|SmtpGen\.sln)")]
    private static partial Regex OwnFile();

    [GeneratedRegex("""Include="Microsoft\.CodeAnalysis\.CSharp" Version="([0-9.]+)" """)]
    private static partial Regex PinnedCompiler();
}
