using System.Reflection;
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
    private static readonly CSharpParseOptions s_latest = new(LanguageVersion.Latest);

    public static IEnumerable<TheoryDataRow<int>> Seeds()
    {
        int first = int.TryParse(Environment.GetEnvironmentVariable("RANDOM_PROGRAMS_FROM"), out int from) ? from : 1;
        int count = int.TryParse(Environment.GetEnvironmentVariable("RANDOM_PROGRAMS_SEEDS"), out int seeds) ? seeds : 4;
        return Enumerable.Range(first, count).Select(seed => new TheoryDataRow<int>(seed));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_call_that_is_reported_ever_returns(int seed)
    {
        var program = new RandomProgram(new Random(seed));
        string code = Frame + string.Concat(Enumerable.Range(0, ProgramsPerSeed).Select(i => program.Write($"P{i}")));
        var tree = CSharpSyntaxTree.ParseText(code, s_latest, cancellationToken: TestContext.Current.CancellationToken);
        var reported = await Findings(tree);
        Assert.True(reported.Count > ProgramsPerSeed / 5, $"{reported.Count} findings");

        var programs = Load(new CallNoter().Visit(await tree.GetRootAsync(TestContext.Current.CancellationToken)));
        for (int run = 0; run < ProgramsPerSeed * RunsPerProgram; run++)
        {
            var done = await ProgramBase.RunAsync(programs.GetType($"P{run % ProgramsPerSeed}")!, new Random(run));

            var wrong = reported.Where(finding => done.Returned.Contains(finding.Location.SourceSpan.Start)).ToList();
            Assert.True(wrong.Count == 0, wrong.Count == 0 ? "" : wrong[0] + "\n" + Class(tree, wrong[0]));
        }
    }

    private static async Task<List<Diagnostic>> Findings(SyntaxTree tree)
    {
        var compilation = Compile(tree);
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, errors.Count == 0 ? "" : string.Join("\n", errors.Take(5)) + "\n" + Class(tree, errors[0]));
        var found = await compilation.WithAnalyzers([new SessionAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, finding => finding.Id == "AD0001");

        // What is refused on one way only may return on another.
        return [.. found.Where(finding => !finding.Properties.ContainsKey("On"))];
    }

    private static Assembly Load(SyntaxNode noting)
    {
        using var image = new MemoryStream();
        var result = Compile(CSharpSyntaxTree.Create((CSharpSyntaxNode)noting, s_latest)).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3));
        return Assembly.Load(image.ToArray());
    }

    private static string Class(SyntaxTree tree, Diagnostic finding) => tree.GetRoot().FindNode(finding.Location.SourceSpan)
        .AncestorsAndSelf().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>().First().ToFullString();

    private static CSharpCompilation Compile(SyntaxTree tree) => CSharpCompilation.Create(
        "Programs", [tree], [.. Code.References, MetadataReference.CreateFromFile(typeof(RandomServer).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private const string Frame = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp; using SmtpGen.Runtime.Client; using SmtpGen.Analyzers.Tests.Sessions.Programs;
        using static Help;
        sealed class Log
        {
            static int s_said;
            public Log() => s_said++;
            public static void Say(string text) => s_said += text.Length;
        }
        static class Help
        {
            public static async ValueTask<T> Must<T>(ValueTask<T> task) where T : ClientReply
            {
                var reply = await task;
                if (!reply.IsPositive)
                    throw new CommandRefusedException(reply);
                return reply;
            }
            public static async Task<T> Must<T>(Task<T> task) where T : ClientReply => (await task).EnsurePositive();
            public static T Sure<T>(T reply) where T : ClientReply => reply.IsPositive ? reply : throw new IOException();
            public static void Check(ClientReply reply) { if (reply.Code >= 400) throw new CommandRefusedException(reply); }
        }

        """;
}
