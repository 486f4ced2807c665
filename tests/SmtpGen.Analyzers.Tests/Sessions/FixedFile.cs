using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Analyzers.Tests.Sessions.Programs;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>A file of C# in a workspace, with what the light bulb does to it.</summary>
internal static class FixedFile
{
    private static readonly MissingActionsCodeFix s_fix = new();

    public static Document Open(string code) => new AdhocWorkspace().AddProject("Programs", LanguageNames.CSharp)
        .WithMetadataReferences(ProgramCode.References).WithCompilationOptions(ProgramCode.Options).WithParseOptions(ProgramCode.Latest)
        .AddDocument("Programs.cs", code);

    /// <summary>What is refused on every way, in the order of the places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var found = await compilation!.WithAnalyzers([new SessionAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, finding => finding.Id == "AD0001");
        return [.. found.Where(finding => !finding.Properties.ContainsKey("On")).OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>Whether there is a fix of a finding.</summary>
    public static async Task<bool> IsOfferedAsync(Document document, Diagnostic finding)
    {
        if (!s_fix.FixableDiagnosticIds.Contains(finding.Id))
            return false;
        bool isOffered = false;
        await s_fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (_, _) => isOffered = true, TestContext.Current.CancellationToken));
        return isOffered;
    }

    /// <summary>The file with all these findings fixed at once.</summary>
    public static async Task<Document> FixAsync(Document document, IReadOnlyList<Diagnostic> findings)
    {
        var context = new FixAllContext(
            document, s_fix, FixAllScope.Document, "", s_fix.FixableDiagnosticIds, new Findings(findings), TestContext.Current.CancellationToken);
        var action = await s_fix.GetFixAllProvider().GetFixAsync(context);
        var operations = await action!.GetOperationsAsync(TestContext.Current.CancellationToken);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
    }

    private sealed class Findings(IReadOnlyList<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
