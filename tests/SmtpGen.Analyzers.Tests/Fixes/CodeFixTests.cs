using SmtpGen.Analyzers.Tests.Pages;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Fixes;

/// <summary>What the light bulb does in a specification.</summary>
public sealed class CodeFixTests
{
    /// <summary>The kinds of finding that can be fixed.</summary>
    public static TheoryData<string> FixableIds => [.. new SpecificationCodeFix().FixableDiagnosticIds];

    /// <summary>Those that cannot.</summary>
    public static TheoryData<string> OtherIds => [.. PageTests.Ids.Select(row => row.Data).Except(new SpecificationCodeFix().FixableDiagnosticIds)];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task The_fix_leaves_the_example_without_findings(string id)
    {
        var project = SpecProject.Create(PageTests.WithShared(DiagnosticPage.Read(id).Wrong));
        var finding = Assert.Single(await project.FindAsync());

        var offer = Assert.Single(await project.OffersAsync(finding));
        project = await project.ApplyAsync(offer);

        Assert.NotEmpty(offer.Title);
        Assert.Empty((await project.FindAsync()).Select(AnalyzerRun.Print));
    }

    [Theory]
    [MemberData(nameof(OtherIds))]
    public async Task Nothing_is_offered_where_what_is_right_is_not_certain(string id)
    {
        var project = SpecProject.Create(PageTests.WithShared(DiagnosticPage.Read(id).Wrong));

        foreach (var finding in await project.FindAsync())
            Assert.Empty(await project.OffersAsync(finding));
    }

    [Fact]
    public async Task All_findings_of_a_kind_are_fixed_together()
    {
        var project = SpecProject.Create(PageTests.WithShared(
        [
            new SpecText("a.protocol", "protocol A {\n    include \"base.protocol\"\n    states { initial Connected; final Closed }\n    command NOOP { from Connected => one, two -> same }\n    reply one 250 5.0.0 \"Ok\"\n    reply two 251 4.0.0 \"Ok\"\n    reply unused 250 2.0.0 \"Ok\"\n}\n"),
            new SpecText("b.protocol", "protocol B {\n    include \"base.protocol\"\n    states { initial Connected; final Closed }\n    command NOOP { from Connected => three -> same }\n    reply three 252 5.0.0 \"Ok\"\n}\n"),
        ]));
        Assert.Equal(["SGP0302", "SGP0302", "SGP0301", "SGP0302"], (await project.FindAsync()).Select(d => d.Id));

        project = await project.FixAllAsync("SGP0302");

        Assert.Equal(["SGP0301"], (await project.FindAsync()).Select(d => d.Id));
        Assert.Contains("reply two 251 2.0.0", project.Texts["a.protocol"]);
        Assert.Contains("reply three 252 2.0.0", project.Texts["b.protocol"]);
    }
}
