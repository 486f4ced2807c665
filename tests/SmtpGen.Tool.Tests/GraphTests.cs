using System.Diagnostics;
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
        Assert.Contains("    [*] --> Connected: connection 220\n", run.Output);
        Assert.Contains("    Idle --> Sender: MAIL 250\n", run.Output);
        Assert.Contains("    Closed --> [*]\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task What_stays_in_a_state_stands_in_it_and_refusals_are_folded_away()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp, "--lang", "en");

        Assert.Contains("    Connected: Connected<br/>RSET 250\n", run.Output);
        Assert.Contains("    Open: Open<br/>VRFY 250, 252, EXPN 250, HELP 214, NOOP 250<br/>refused: 9\n", run.Output);
        Assert.DoesNotContain("MAIL 450", run.Output);
    }

    [Fact]
    public async Task Parallel_edges_are_merged_into_one()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp);

        Assert.Contains("    Sender --> Recipients: RCPT 250, 251\n", run.Output);
        Assert.Contains("    Sender --> Idle: EHLO 250<br/>HELO 250\n", run.Output);
        Assert.Contains("    Open --> Closed: QUIT 221\n", run.Output);
    }

    [Fact]
    public async Task Replies_with_a_status_are_labelled_by_its_text()
    {
        var run = await ToolRun.OfAsync("graph", Path.Combine(ToolRun.ProtocolFolder, "pop3.protocol"));

        Assert.Contains("connection +OK\n", run.Output);
        Assert.DoesNotContain("200", run.Output);
    }

    [Fact]
    public async Task The_answer_to_a_body_leads_on()
    {
        var run = await ToolRun.OfAsync("graph", s_smtp);

        Assert.Contains("DATA 354 → 250", Assert.Single(run.Output.Split('\n'), line => line.Contains("Recipients --> Idle: DATA")));
    }

    [Fact]
    public async Task Dot_draws_groups_as_clusters_and_goes_to_a_file()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("graph", s_smtp, "--format", "dot", "--output", folder["smtp.dot"]);

        string dot = await File.ReadAllTextAsync(folder["smtp.dot"], TestContext.Current.CancellationToken);
        Assert.StartsWith("digraph \"Smtp\" {\n", dot);
        Assert.Contains("subgraph \"cluster_Transaction\" {", dot);
        Assert.Contains("\"Idle\" -> \"Sender\" [label=\"MAIL 250\", penwidth=2];", dot);
        Assert.Contains("[label=\"QUIT 221\", ltail=\"cluster_Open\"];", dot);
        Assert.Equal("", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Graphviz_reads_what_is_written_for_it()
    {
        Assert.SkipUnless(HasGraphviz(), "needs Graphviz: the program dot is not on the PATH");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await ToolRun.OfAsync("graph", s_smtp, "--format", "dot", "--output", folder["smtp.dot"]);

        using var graphviz = Process.Start(new ProcessStartInfo("dot", ["-Tsvg", folder["smtp.dot"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = graphviz.StandardError.ReadToEndAsync(cancellation);
        var svg = XDocument.Parse(await graphviz.StandardOutput.ReadToEndAsync(cancellation));
        await graphviz.WaitForExitAsync(cancellation);

        Assert.Equal((0, ""), (graphviz.ExitCode, await complaints));
        string[] names = ["Connected", "Idle", "Sender", "Recipients", "Refused", "Closed", "Transaction"];
        Assert.All(names, name => Assert.Contains(name, Texts(svg)));
    }

    [Theory]
    [InlineData("en", "refused: 9")]
    [InlineData("ja", "拒否: 9 種類")]
    public async Task Svg_is_drawn_without_another_program_and_in_the_language_of_the_reader(string language, string refused)
    {
        var run = await ToolRun.OfAsync("graph", s_smtp, "--format", "svg", "--lang", language);

        Assert.Equal(0, run.ExitCode);
        string[] texts = ["Connected", "Idle", "Sender", "Recipients", "Refused", "Closed", "Transaction", "MAIL 250", refused];
        Assert.All(texts, text => Assert.Contains(text, Texts(XDocument.Parse(run.Output))));
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

    private static List<string> Texts(XDocument svg) => [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    private static bool HasGraphviz() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "dot.exe" : "dot")));
}
