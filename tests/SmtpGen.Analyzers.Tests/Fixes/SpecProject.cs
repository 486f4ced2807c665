using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Fixes;

/// <summary>A project in a workspace, as an IDE holds it, with specifications as additional files.</summary>
internal sealed class SpecProject
{
    private readonly Project _project;

    private SpecProject(Project project) => _project = project;

    /// <summary>The texts by path.</summary>
    public IReadOnlyDictionary<string, string> Texts => Files().ToDictionary(file => file.Path, file => file.Text);

    public static SpecProject Create(IEnumerable<SpecText> files)
    {
        var project = new AdhocWorkspace().AddProject("Example", LanguageNames.CSharp);
        foreach (var file in files)
            project = project.AddAdditionalDocument(Path.GetFileName(file.Path), SourceText.From(file.Text), filePath: file.Path).Project;
        return new SpecProject(project);
    }

    public Task<IReadOnlyList<Diagnostic>> FindAsync() => AnalyzerRun.FindAsync(Files());

    /// <summary>What the light bulb offers at a finding.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(Diagnostic finding)
    {
        var offers = new List<CodeAction>();
        var document = _project.AdditionalDocuments.Single(d => d.FilePath == finding.Location.GetLineSpan().Path);
        await new SpecificationCodeFix().RegisterCodeFixesAsync(new CodeFixContext(
            document, finding, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        return offers;
    }

    /// <summary>The project after an action.</summary>
    public async Task<SpecProject> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return new SpecProject(solution.GetProject(_project.Id)!);
    }

    /// <summary>The project after all findings of a kind are fixed.</summary>
    public async Task<SpecProject> FixAllAsync(string id)
    {
        var provider = new SpecificationCodeFix();
        var context = new FixAllContext(
            _project, provider, FixAllScope.Project, id, [id], new Findings(await FindAsync()), TestContext.Current.CancellationToken);
        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        return await ApplyAsync(Assert.IsType<CodeAction>(action, exactMatch: false));
    }

    private SpecText[] Files() => [.. _project.AdditionalDocuments.Select(d => new SpecText(d.FilePath!, d.GetTextAsync().Result.ToString()))];

    /// <summary>The findings that an IDE has computed already.</summary>
    private sealed class Findings(IReadOnlyList<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
