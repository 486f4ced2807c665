using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.CodeFixes;

/// <summary>When, in a statement, an expression is evaluated.</summary>
internal static class Evaluation
{
    /// <summary>
    /// Whether what is put before the statement comes right before the call, each time: the call is not repeated by the
    /// statement, does not depend on another part of it, and nothing of it uses the client before.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="call">The call in it.</param>
    /// <param name="client">Name of the client's variable.</param>
    /// <param name="until">Where the call uses the client.</param>
    public static bool IsFirst(StatementSyntax statement, SyntaxNode call, string client, int until)
    {
        bool isEarlier = statement.DescendantTokens()
            .TakeWhile(token => token.SpanStart < until)
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == client);
        return !isEarlier
            && statement is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax)
            && statement is not LocalDeclarationStatementSyntax { Parent: LabeledStatementSyntax }
            && call.AncestorsAndSelf().TakeWhile(node => node != statement).All(IsAlways);
    }

    private static bool IsAlways(SyntaxNode node) => node.Parent switch
    {
        BinaryExpressionSyntax binary => node == binary.Left
            || !(binary.IsKind(SyntaxKind.LogicalAndExpression) || binary.IsKind(SyntaxKind.LogicalOrExpression) || binary.IsKind(SyntaxKind.CoalesceExpression)),
        ConditionalExpressionSyntax conditional => node == conditional.Condition,
        ConditionalAccessExpressionSyntax access => node == access.Expression,
        AssignmentExpressionSyntax assignment => !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
        SwitchExpressionArmSyntax or WhenClauseSyntax or CatchFilterClauseSyntax => false,
        _ => true,
    };
}
