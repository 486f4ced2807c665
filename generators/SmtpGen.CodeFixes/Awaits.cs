using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.CodeFixes;

/// <summary>Where something may be awaited before a call.</summary>
internal static class Awaits
{
    /// <summary>Whether the function around a call may await there.</summary>
    public static bool CanStandBefore(SyntaxNode call)
    {
        var function = call.Ancestors().FirstOrDefault(node => node
            is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax);
        bool isAsync = function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => function is GlobalStatementSyntax,
        };
        return isAsync && !call.Ancestors().TakeWhile(node => node != function).Any(node => node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax);
    }

    /// <summary>The whole statement around a call; null inside of a lambda that is an expression.</summary>
    public static StatementSyntax? StatementAround(SyntaxNode call) => call.AncestorsAndSelf()
        .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax))
        .OfType<StatementSyntax>()
        .FirstOrDefault();
}
