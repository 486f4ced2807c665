using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using SmtpGen.Language.Fixes;

namespace SmtpGen.CodeFixes;

/// <summary>Sends, before a command that is refused or a method that asks for another state, what leads to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingActionsCodeFix))]
[Shared]
public sealed class MissingActionsCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. MissingActions.Ids];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(MissingActions.Way, out string? way) || way is not { Length: > 0 }
                || !diagnostic.Properties.TryGetValue(MissingActions.Client, out string? client) || client is null
                || root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                || !IsInAsync(call)
                || Statement(call) is not { } statement
                || !Evaluation.IsFirst(statement, call, client, until: diagnostic.Id == ContractStates.Id ? diagnostic.Location.SourceSpan.Start : call.SpanStart)
                || ClientType(model, call, client) is not { } type)
                continue;
            string[] calls = [.. way.Split(' ').Select(action => ActionCall.Write(type, action, client)).OfType<string>()];
            if (calls.Length < way.Split(' ').Length)
                continue;
            bool isUncaptured = call.FirstAncestorOrSelf<AwaitExpressionSyntax>()?.ToString().EndsWith("ConfigureAwait(false)", StringComparison.Ordinal) == true;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Send {way.Replace(" ", ", ")} first",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(Insert(root, statement, calls, isUncaptured ? ".ConfigureAwait(false)" : ""))),
                    diagnostic.Id + way),
                diagnostic);
        }
    }

    private static INamedTypeSymbol? ClientType(SemanticModel? model, SyntaxNode call, string client) =>
        model?.LookupSymbols(call.SpanStart, name: client).Select(symbol => symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        }).FirstOrDefault() as INamedTypeSymbol;

    private static SyntaxNode Insert(SyntaxNode root, StatementSyntax statement, string[] calls, string suffix)
    {
        StatementSyntax[] inserted = [.. calls.Select(call => SyntaxFactory
            .ParseStatement($"await {call}{suffix};\n").WithAdditionalAnnotations(Formatter.Annotation))];
        if (statement.Parent is GlobalStatementSyntax global)
            return root.InsertNodesBefore(global, inserted.Select(SyntaxFactory.GlobalStatement));
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            inserted[0] = inserted[0].WithLeadingTrivia(statement.GetLeadingTrivia());
            int indent = statement.GetLeadingTrivia().Count;
            return root.ReplaceNode(statement, [.. inserted, indent == 0 ? statement : statement.WithLeadingTrivia(statement.GetLeadingTrivia().Last())]);
        }

        return root.ReplaceNode(statement, SyntaxFactory.Block(inserted.Append(statement)).WithAdditionalAnnotations(Formatter.Annotation));
    }

    // Whether the function around the call may await.
    private static bool IsInAsync(SyntaxNode call)
    {
        var function = call.Ancestors().FirstOrDefault(node => node
            is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax);
        return function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => function is GlobalStatementSyntax,
        };
    }

    // The whole statement around the call; null inside of a lambda that is an expression.
    private static StatementSyntax? Statement(SyntaxNode call) => call.AncestorsAndSelf()
        .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax))
        .OfType<StatementSyntax>()
        .FirstOrDefault();
}
