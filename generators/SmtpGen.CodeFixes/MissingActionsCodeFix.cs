using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using SmtpGen.Language.Fixes;

namespace SmtpGen.CodeFixes;

/// <summary>Sends, before a command that is refused or a method that asks for another state, what leads to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingActionsCodeFix))]
[Shared]
public sealed class MissingActionsCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. MissingActions.Ids];

    /// <summary>Fixes the findings of every kind, each in its own way.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await EditAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } edit)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(edit.Title, cancel => FixAsync(context.Document, [diagnostic], cancel), nameof(MissingActions)),
                diagnostic);
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var edited = new HashSet<SyntaxNode>();
        string? import = null;
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            // An edit that touches what another one has moved is left for another time.
            if (await EditAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } edit && !edit.Touched.Any(edited.Contains))
            {
                edit.Apply(editor);
                edited.UnionWith(edit.Touched);
                import ??= edit.Import;
            }
        }

        var changed = editor.GetChangedDocument();
        return import is null ? changed : await Imports.AddAsync(changed, import, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<StatementEdit?> EditAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || MissingCall.Of(diagnostic, root, model) is not { } missing)
            return null;
        return Reordering.Of(missing) ?? Insertion.Of(missing);
    }
}
