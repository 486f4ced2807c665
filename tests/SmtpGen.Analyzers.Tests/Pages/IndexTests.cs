using System.Text;
using Microsoft.CodeAnalysis;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Pages;

/// <summary>The lists of all kinds of findings.</summary>
public sealed class IndexTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> s_rules =
        [.. AnalyzerRun.All.SelectMany(a => a.SupportedDiagnostics).OrderBy(d => d.Id, StringComparer.Ordinal)];

    [Fact]
    public void The_index_lists_every_finding()
    {
        var fixable = new SpecificationCodeFix().FixableDiagnosticIds.AddRange(new MissingActionsCodeFix().FixableDiagnosticIds);
        var text = new StringBuilder(Introduction);
        text.Append("| Id | Severity | What | Fix |\n|---|---|---|---|\n");
        foreach (var rule in s_rules)
        {
            text.Append($"| [{rule.Id}](diagnostics/{rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title} | ");
            text.Append(fixable.Contains(rule.Id) ? "yes |\n" : "|\n");
        }

        Repository.Verify("docs/diagnostics.md", text.ToString());
    }

    [Fact]
    public void The_releases_list_every_finding_once()
    {
        string folder = Path.Combine(Repository.Root, "generators", "SmtpGen.Analyzers");
        var listed = new[] { "Shipped", "Unshipped" }
            .SelectMany(kind => File.ReadLines(Path.Combine(folder, $"AnalyzerReleases.{kind}.md")))
            .Where(line => line.StartsWith("SGP", StringComparison.Ordinal));

        Assert.Equal(
            s_rules.Select(rule => $"{rule.Id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity : "Disabled")} | [{rule.Title}]({rule.HelpLinkUri})"),
            listed.Order(StringComparer.Ordinal));
    }

    private const string Introduction = """
        # Findings

        Every finding has an id, a place, a hint, and a page that shows it wrong and right. A build prints findings in
        specifications like those in C#, `smtpgen check` prints them with the line and a caret, and an IDE shows them in the
        open file while one types. Errors stop the build. Warnings do too where warnings are treated as errors.

        While a protocol has findings `SGP0001` to `SGP0017`, its checks `SGP02xx` to `SGP05xx` wait, so that one mistake gives one
        finding. Most examples include [base.protocol](diagnostics/base.protocol), which holds what every protocol needs.

        ## Fix

        In specifications, where "Fix" says yes and what is right is certain, `smtpgen check --fix FILE` makes the edit. So
        does the light bulb of an IDE that offers fixes in files other than C#, for one finding or for all of its kind in the
        project.

        ## Configure

        Findings in C# (`SGP1xxx`) obey an `.editorconfig` like any other. Findings in specifications obey a `.globalconfig`
        beside the project; an `.editorconfig` does not reach them, since it speaks of C# files only:

        ```ini
        is_global = true
        dotnet_diagnostic.SGP0301.severity = none
        dotnet_diagnostic.SGP0501.severity = suggestion
        ```

        So does the project file: `<NoWarn>$(NoWarn);SGP0301</NoWarn>`, `<WarningsAsErrors>`, `<WarningsNotAsErrors>`. An error can
        be silenced too, but what it is about may then be missing from the generated code without a word. `smtpgen check`
        reads neither of the two.

        ## All findings


        """;
}
