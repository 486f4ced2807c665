using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Lets each call of an action note its place in the text when it begins and when it has returned.</summary>
internal sealed class CallNoter : CSharpSyntaxRewriter
{
    /// <summary>The methods that take actions.</summary>
    public static IReadOnlyCollection<string> Actions { get; } =
        ["ReadGreetingAsync", "EhloAsync", "MailAsync", "RcptAsync", "DataAsync", "SendMessageAsync", "RsetAsync", "NoopAsync", "QuitAsync", "BdatAsync"];

    /// <inheritdoc/>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var name = node.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (name is null || !Actions.Contains(name.Identifier.ValueText))
            return visited;
        var place = SyntaxFactory.ParseExpression(name.SpanStart.ToString(CultureInfo.InvariantCulture));
        if (visited.Expression is MemberAccessExpressionSyntax called)
            visited = visited.WithExpression(called.WithExpression(Call(called.Expression, "Begin", place)));
        return Call(visited, "Note", place).WithTrailingTrivia(node.GetTrailingTrivia());
    }

    private static InvocationExpressionSyntax Call(ExpressionSyntax of, string method, ExpressionSyntax place) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, of.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(method)),
        SyntaxFactory.ArgumentList([SyntaxFactory.Argument(place)]));
}
