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

        In C#, the light bulb fixes SGP1001, SGP1002 and SGP1005 as a careful person would, with what is in scope, and it offers nothing where it
        would have to invent an argument or send content; [what it does](diagnostics/SGP1001.md). Fix All works in a file, a project or the
        solution, for the three kinds together.

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

        One finding is silenced where it stands, in the build, in `smtpgen check` and in the editor, by a comment at the end of its line or above it:

        ```text
        // sgp: allow SGP0301 because the next version says it
        reply moved 251 2.0.0 "Moved"
        ```

        A comment without a reason, or one that silences nothing, is a finding itself, [SGP0602](diagnostics/SGP0602.md), whose page says which errors cannot be silenced.

        ## What is found of wrong sessions

        `SGP1001` to `SGP1005` warn only where every way to a place fails: nothing that is not understood leads to a warning. So some wrong
        code is not found. Of the 68 wrong methods in `tests/SmtpGen.Analyzers.Tests/Sessions/Recall`, by how they reach their client, and with
        no finding in the 48 right ones beside them:

        | how | found | before fields and calls were followed |
        |---|---|---|
        | field | 8 of 8 | 1 |
        | primary constructor | 4 of 4 | 0 |
        | property | 4 of 4 | 0 |
        | record, or a field of another object | 4 of 4 | 0 |
        | captured variable, lambda, local function | 6 of 6 | 1 |
        | helper of the project without a contract | 8 of 8 | 0 |
        | factory | 4 of 4 | 0 |
        | check of replies, such as a generic `Must` | 4 of 4 | 2 |
        | stored task, `AsTask`, `WaitAsync`, `WhenAll`, `?.` | 5 of 6 | 1 |
        | `catch (CommandRefusedException)` | 3 of 3 | 0 |
        | after the end: disposed, or after the last chunk | 4 of 5 | 0 |
        | parameter, while code runs that cannot know it | 6 of 6 | 0 |
        | second turn of a loop | 4 of 4 | 0 |
        | `finally`, after a try block that ends well | 2 of 2 | 0 |

        `SmtpGen.Analyzers.Tests -class SmtpGen.Analyzers.Tests.Sessions.Recall.RecallTests -showliveoutput` prints the first two columns, and
        fails where a kind falls below its number. A method is silent where it hands its client to code of another library, to a virtual method or
        a delegate, or keeps it in a collection, unless a contract says what comes back. Who uses a client while another call of it is awaited
        is not looked for.

        ## All findings


        """;
}
