using Microsoft.CodeAnalysis;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Pages;

/// <summary>The pages of docs/diagnostics about C#, whose examples use the compiled library.</summary>
public sealed class CodePageTests
{
    private const string Usings = "global using System; global using System.IO; global using System.Threading; global using System.Threading.Tasks;";

    public static TheoryData<string> Ids => [.. DiagnosticPage.Ids.Where(id => DiagnosticPage.Read(id).IsAboutCode)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_page_tells_what_its_wrong_example_has(string id)
    {
        var page = DiagnosticPage.Read(id);
        var found = await Find(page.Wrong, id);

        Repository.Verify(DiagnosticPage.PathOf(id), page.Render(
            found[0].Descriptor, new MissingActionsCodeFix().FixableDiagnosticIds.Contains(id), found.Select(AnalyzerRun.Print)));
        Assert.All(found, finding => Assert.Equal(id, finding.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_of_the_page_has_no_findings(string id)
    {
        var page = DiagnosticPage.Read(id);

        Assert.NotEmpty(page.Right);
        Assert.Empty((await Find(page.Right, id)).Select(AnalyzerRun.Print));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Find(IReadOnlyList<SpecText> example, string id)
    {
        var found = new List<Diagnostic>();
        foreach (var analyzer in AnalyzerRun.All)
            found.AddRange(await Code.Findings(analyzer, Assert.Single(example).Text, id, usings: Usings));
        return [.. found.OrderBy(finding => finding.Location.SourceSpan.Start)];
    }
}
