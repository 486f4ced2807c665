using System.Xml.Linq;

namespace SmtpGen.Tool.Tests;

public sealed class GraphTests
{
    private static readonly string s_smtp = Path.Combine(ToolRun.ProtocolFolder, "smtp.protocol");

    [Fact]
    public async Task Mermaid_nests_groups_and_labels_edges_with_verb_and_code()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp);

        Assert.StartsWith("stateDiagram-v2\n", run.Output);
        Assert.Contains("    state Open {\n        Connected\n        state Ready {\n            Idle\n            state Transaction {", run.Output);
        Assert.Contains("    [*] --> Connected: connect 220\n", run.Output);
        Assert.Contains("    Idle --> Sender: MAIL 250\n", run.Output);
        Assert.Contains("    Closed --> [*]\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Parallel_edges_are_merged_into_one()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp);

        Assert.Contains("    Sender --> Recipients: RCPT 250, 251\n", run.Output);
        Assert.Contains("    Connected --> Idle: EHLO 250<br/>HELO 250\n", run.Output);
    }

    [Fact]
    public async Task Replies_with_a_status_are_labelled_by_its_text()
    {
        var run = await ToolRun.OfAsync("graph", Path.Combine(ToolRun.ProtocolFolder, "pop3.protocol"));

        Assert.Contains("connect +OK\n", run.Output);
        Assert.DoesNotContain("200", run.Output);
    }

    [Fact]
    public async Task The_answer_behind_a_body_leads_on()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp);

        Assert.Contains("DATA 354, then 250", Assert.Single(run.Output.Split('\n'), line => line.Contains("Recipients --> Idle")));
    }

    [Fact]
    public async Task Dot_draws_groups_as_clusters_and_goes_to_a_file()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("graph", s_smtp, "--format", "dot", "--output", folder["smtp.dot"]);

        string dot = await File.ReadAllTextAsync(folder["smtp.dot"], TestContext.Current.CancellationToken);
        Assert.StartsWith("digraph \"Smtp\" {\n", dot);
        Assert.Contains("subgraph \"cluster_Transaction\" {", dot);
        Assert.Contains("\"Idle\" -> \"Sender\" [label=\"MAIL 250\"];", dot);
        Assert.Equal("", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Graphviz_draws_every_state_as_svg()
    {
        Assert.SkipUnless(HasGraphviz(), "needs Graphviz: the program dot is not on the PATH");

        var run = await ToolRun.OfAsync("graph", s_smtp, "--format", "svg");

        Assert.Equal(0, run.ExitCode);
        var texts = XDocument.Parse(run.Output).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        string[] names = ["Connected", "Idle", "Sender", "Recipients", "Refused", "Closed", "Transaction"];
        Assert.All(names, name => Assert.Contains(name, texts));
    }

    [Fact]
    public async Task A_file_without_a_protocol_cannot_be_drawn()
    {
        var run = await ToolRun.OfAsync("graph", Path.Combine(ToolRun.ProtocolFolder, "smtp-replies.protocol"));

        Assert.Contains("declares no protocol", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task An_unknown_notation_is_a_wrong_command_line()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp, "--format", "png");

        Assert.StartsWith("smtpgen: ", run.Error);
        Assert.Contains("mermaid", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    private static bool HasGraphviz() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "dot.exe" : "dot")));
}
