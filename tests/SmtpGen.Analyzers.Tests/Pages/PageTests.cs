using Microsoft.CodeAnalysis;
using SmtpGen.Compiler.Findings;
using SmtpGen.Language;

namespace SmtpGen.Analyzers.Tests.Pages;

/// <summary>docs/diagnostics has a page for each kind of finding, whose examples have that finding or none.</summary>
public sealed class PageTests
{
    private static readonly Dictionary<string, DiagnosticDescriptor> s_rules =
        AnalyzerRun.All.SelectMany(a => a.SupportedDiagnostics).ToDictionary(d => d.Id);

    /// <summary>The pages about specifications.</summary>
    public static TheoryData<string> Ids => [.. DiagnosticPage.Ids.Where(id => !DiagnosticPage.Read(id).IsAboutCode)];

    [Fact]
    public void Every_kind_of_finding_has_its_page() =>
        Assert.Equal(s_rules.Keys.Order(StringComparer.Ordinal), DiagnosticPage.Ids);

    [Fact]
    public void Every_finding_of_a_specification_has_a_page_about_specifications() => Assert.Equal(
        new SpecificationAnalyzer().SupportedDiagnostics.Select(d => d.Id), Ids.Select(row => row.Data));

    [Fact]
    public void Every_finding_links_to_its_page() => Assert.All(
        s_rules.Values, rule => Assert.EndsWith("/blob/main/" + DiagnosticPage.PathOf(rule.Id), rule.HelpLinkUri));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_page_tells_what_its_wrong_example_has(string id)
    {
        var page = DiagnosticPage.Read(id);
        var found = await AnalyzerRun.FindAsync(WithShared(page.Wrong));

        Repository.Verify(DiagnosticPage.PathOf(id), page.Render(
            s_rules[id], Rules.All.Single(r => r.Id == id).IsFixable, found.Select(AnalyzerRun.Print)));
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal(id, d.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_of_the_page_has_no_findings(string id)
    {
        var page = DiagnosticPage.Read(id);

        Assert.NotEmpty(page.Right);
        Assert.Empty((await AnalyzerRun.FindAsync(WithShared(page.Right))).Select(AnalyzerRun.Print));
    }

    /// <summary>An example with what most of them include.</summary>
    internal static IEnumerable<SpecText> WithShared(IReadOnlyList<SpecText> example) =>
        example.Any(file => file.Text.Contains("include \"base.protocol\"", StringComparison.Ordinal))
            ? example.Append(new SpecText("base.protocol", File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "base.protocol"))))
            : example;
}
