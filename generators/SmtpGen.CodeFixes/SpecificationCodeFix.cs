using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SmtpGen.Language;
using SmtpGen.Language.Text;

namespace SmtpGen.CodeFixes;

/// <summary>Offers, in specification files, the fixes that come with the findings.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(SpecificationCodeFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".protocol", ".abnf", ".help"])]
[Shared]
public sealed class SpecificationCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Rules.All.Where(r => r.IsFixable).Select(r => r.Id)];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllFindings.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            // The key is that of all findings of a kind, so that they can be fixed together whatever each one's title.
            if (FixProperties.Read(diagnostic.Properties) is { } fix)
                context.RegisterCodeFix(CodeAction.Create(fix.Title, cancel => AdditionalTexts.ApplyAsync(project, [diagnostic], cancel), diagnostic.Id), diagnostic);
        }

        return Task.CompletedTask;
    }
}
