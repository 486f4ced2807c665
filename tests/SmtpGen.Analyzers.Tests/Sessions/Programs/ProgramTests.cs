using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Programs that are analyzed, and then run.</summary>
public class ProgramTests
{
    private const int ProgramsPerSeed = 500;
    private const int RunsPerProgram = 6;

    public static IEnumerable<TheoryDataRow<int>> Seeds()
    {
        int first = int.TryParse(Environment.GetEnvironmentVariable("RANDOM_PROGRAMS_FROM"), out int from) ? from : 3;
        int count = int.TryParse(Environment.GetEnvironmentVariable("RANDOM_PROGRAMS_SEEDS"), out int seeds) ? seeds : 4;
        return Enumerable.Range(first, count).Select(seed => new TheoryDataRow<int>(seed));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_call_that_is_reported_ever_returns(int seed)
    {
        var program = new RandomProgram(new Random(seed));
        string code = ProgramCode.Frame + string.Concat(Enumerable.Range(0, ProgramsPerSeed).Select(i => program.Write($"P{i}")));
        var tree = CSharpSyntaxTree.ParseText(code, ProgramCode.Latest, cancellationToken: TestContext.Current.CancellationToken);
        var reported = await Findings(tree);
        Assert.True(reported.Count > ProgramsPerSeed / 5, $"{reported.Count} findings");

        var programs = ProgramCode.Load(await tree.GetRootAsync(TestContext.Current.CancellationToken));
        for (int run = 0; run < ProgramsPerSeed * RunsPerProgram; run++)
        {
            var done = await ProgramBase.RunAsync(programs.GetType($"P{run % ProgramsPerSeed}")!, new Random(run));

            var wrong = reported.Where(finding => done.Returned.Contains(finding.Location.SourceSpan.Start)).ToList();
            Assert.True(wrong.Count == 0, wrong.Count == 0 ? "" : wrong[0] + "\n" + ProgramCode.Class(tree, wrong[0]));
        }
    }

    private static async Task<List<Diagnostic>> Findings(SyntaxTree tree)
    {
        // Errors are found where the programs are compiled to be run.
        var found = await ProgramCode.Compile(tree).WithAnalyzers([new SessionAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, finding => finding.Id == "AD0001");

        // What is refused on one way only may return on another.
        return [.. found.Where(finding => !finding.Properties.ContainsKey("On"))];
    }
}
