using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using SmtpGen.Language.Fixes;

namespace SmtpGen.CodeFixes;

/// <summary>Lets a contract promise the states in which its method can really leave a client.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContractStatesCodeFix))]
[Shared]
public sealed class ContractStatesCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ContractStates.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var solution = context.Document.Project.Solution;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ContractStates.States, out string? states) || states is not { Length: > 0 }
                || diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } contract]
                || solution.GetDocument(tree) is not { } document)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Promise {states.Replace(" ", ", ")}",
                    cancel => PromiseAsync(document, contract, states.Split(' '), cancel),
                    diagnostic.Id + nameof(ContractStates)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> PromiseAsync(Document document, Location contract, string[] states, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(contract.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list } attribute
            || list.DescendantNodes().Select(node => model?.GetTypeInfo(node, cancellationToken).Type).FirstOrDefault(type => type?.TypeKind == TypeKind.Enum) is not { } type)
            return document;
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var arguments = states.Select(state => SyntaxFactory.AttributeArgument(
            SyntaxFactory.ParseExpression($"{name}.{state}").WithAdditionalAnnotations(Simplifier.Annotation)));
        var corrected = attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(arguments)).WithAdditionalAnnotations(Formatter.Annotation));
        return document.WithSyntaxRoot(root.ReplaceNode(attribute, corrected));
    }
}
