using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Random programs that are fixed, and then run.</summary>
public class FixedProgramTests
{
    private const int ProgramsPerSeed = 150;
    private const int RunsPerProgram = 6;
    private static readonly SyntaxAnnotation s_refused = new();
    private static readonly SyntaxAnnotation s_original = new();

    [Theory]
    [InlineData(1001)]
    [InlineData(1002)]
    public async Task What_the_fix_made_leads_to_the_call_that_was_refused_and_sends_no_content(int seed)
    {
        var program = new RandomProgram(new Random(seed));
        var document = FixedFile.Open(ProgramCode.Frame + string.Concat(Enumerable.Range(0, ProgramsPerSeed).Select(i => program.Write($"P{i}"))));
        var offered = await OfferedAsync(document);
        Assert.True(offered.Count > ProgramsPerSeed / 10, $"{offered.Count} fixes");

        var root = (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!;
        int before = Calls(root).Count(IsContent);
        document = document.WithSyntaxRoot(Marked(root, offered));
        document = await FixedFile.FixAsync(document, offered);

        root = (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!;
        var refused = Calls(root).Where(call => call.HasAnnotation(s_refused)).Select(Place).ToHashSet();
        var inserted = Calls(root).Where(call => !call.HasAnnotation(s_original)).ToList();
        Assert.Equal(offered.Count, refused.Count);
        Assert.Equal(before, Calls(root).Count(IsContent));
        Assert.DoesNotContain(inserted, IsContent);
        Assert.DoesNotContain(await FixedFile.FindAsync(document), finding => refused.Contains(finding.Location.SourceSpan.Start));
        await RunAsync(root, refused, inserted.Select(Place).ToHashSet());
    }

    // One for each program: what follows a call that was refused is reached only when it is not any more.
    private static async Task<IReadOnlyList<Diagnostic>> OfferedAsync(Document document)
    {
        var root = (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!;
        var offered = new List<Diagnostic>();
        foreach (var program in (await FixedFile.FindAsync(document)).GroupBy(finding => ProgramCode.ClassAt(root, finding)))
        {
            foreach (var finding in program)
            {
                // What is not awaited may end when the client is used already for something else.
                bool isAwaited = root.FindNode(finding.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Parent is AwaitExpressionSyntax;
                if (!isAwaited || !await FixedFile.IsOfferedAsync(document, finding))
                    continue;
                offered.Add(finding);
                break;
            }
        }

        return offered;
    }

    private static async Task RunAsync(SyntaxNode root, IReadOnlySet<int> refused, IReadOnlySet<int> inserted)
    {
        var programs = ProgramCode.Load(root);
        int reached = 0;
        for (int run = 0; run < ProgramsPerSeed * RunsPerProgram; run++)
        {
            string name = $"P{run % ProgramsPerSeed}";
            var done = await ProgramBase.RunAsync(programs.GetType(name)!, new Random(run), acceptsAll: true);

            // An inserted command may be refused in the next turn of a loop, which nobody came to before.
            foreach (int place in done.Begun.Where(place => refused.Contains(place) || inserted.Contains(place)).Distinct())
            {
                int returned = done.Returned.Count(at => at == place);
                int least = refused.Contains(place) ? done.Begun.Count(at => at == place) : 1;
                Assert.True(returned >= least, $"{name}: {place}\n" + (returned >= least ? "" : ProgramOf(root, place)));
                reached += returned;
            }
        }

        Assert.True(reached > ProgramsPerSeed / 4, $"{reached} calls");
    }

    private static string ProgramOf(SyntaxNode root, int place) =>
        root.FindToken(place).Parent!.FirstAncestorOrSelf<InvocationExpressionSyntax>() + "\n" + root.FindToken(place).Parent!.Ancestors().OfType<ClassDeclarationSyntax>().Last().ToFullString();

    private static SyntaxNode Marked(SyntaxNode root, IReadOnlyList<Diagnostic> offered)
    {
        var refused = offered.Select(finding => finding.Location.SourceSpan.Start).ToHashSet();
        return root.ReplaceNodes(Calls(root), (call, marked) => refused.Contains(Place(call))
            ? marked.WithAdditionalAnnotations(s_original, s_refused)
            : marked.WithAdditionalAnnotations(s_original));
    }

    private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode root) => root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(call => Name(call) is { } name && CallNoter.Actions.Contains(name.Identifier.ValueText));

    private static bool IsContent(InvocationExpressionSyntax call) => Name(call)!.Identifier.ValueText is "SendMessageAsync" or "BdatAsync";

    private static int Place(InvocationExpressionSyntax call) => Name(call)!.SpanStart;

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
