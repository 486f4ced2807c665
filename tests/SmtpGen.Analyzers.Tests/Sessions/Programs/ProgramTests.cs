using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Programs that are analyzed, and then run.</summary>
public class ProgramTests
{
    private const int Programs = 60;
    private const int RunsPerProgram = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_call_that_is_reported_ever_returns(int seed)
    {
        var program = new RandomProgram(new Random(seed));
        string code = Frame.Replace("PROGRAMS", string.Concat(Enumerable.Range(0, Programs).Select(i => program.Write($"P{i}"))), StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "Programs", [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken)],
            [.. Code.References, MetadataReference.CreateFromFile(typeof(RandomServer).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));

        var found = await compilation.WithAnalyzers([new SessionAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        string[] lines = code.Split('\n');
        var reported = found.Select(finding => lines[finding.Location.GetLineSpan().StartLinePosition.Line + 1]).ToHashSet();
        Assert.True(reported.Count > Programs);
        var type = Assembly.Load(image.ToArray()).GetType("Program")!;
        for (int run = 0; run < Programs * RunsPerProgram; run++)
        {
            var done = await (Task<List<string>>)type.GetMethod("RunAsync")!.Invoke(null, [run % Programs, new Random(run)])!;

            Assert.DoesNotContain(done, call => reported.Contains($"Done(\"{call}\");"));
        }
    }

    private const string Frame = """
        using System; using System.Collections.Generic; using System.IO; using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp; using SmtpGen.Runtime.Client; using SmtpGen.Analyzers.Tests.Sessions.Programs;
        public static class Program
        {
            static Random s_random;
            static int s_left;
            static List<string> s_done;
            static MemoryStream Message => new("Hi\r\n"u8.ToArray());
            static Stream Connect() => new RandomServer(s_random);
            static bool Flag() => s_random.Next(2) == 0;
            static void Change(ref bool truth) => truth = Flag();
            static void Local() { }
            static void Later(Action act) => act();
            static bool Again() => s_left-- > 0;
            static void Done(string call) => s_done.Add(call);

            public static async Task<List<string>> RunAsync(int program, Random random)
            {
                (s_random, s_left, s_done) = (random, 20, new());
                try
                {
                    await (Task)typeof(Program).GetMethod("P" + program, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static).Invoke(null, null);
                }
                catch (Exception e) when (e is InvalidOperationException or CommandRefusedException or IOException or NullReferenceException)
                {
                }

                return s_done;
            }

            PROGRAMS
        }
        """;
}
