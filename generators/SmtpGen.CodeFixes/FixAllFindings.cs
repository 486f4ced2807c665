using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SmtpGen.CodeFixes;

/// <summary>
/// Fixes all findings of a kind in a project. Roslyn's own provider looks at C# files only, and tells its scope by
/// C# files only, so that a scope of one specification file cannot be had.
/// </summary>
internal sealed class FixAllFindings : FixAllProvider
{
    private FixAllFindings()
    {
    }

    public static FixAllFindings Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false);
        return CodeAction.Create(
            "Fix all findings of this kind",
            cancel => AdditionalTexts.ApplyAsync(fixAllContext.Project, [.. diagnostics], cancel),
            fixAllContext.CodeActionEquivalenceKey);
    }
}
