using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Lets each call of an action note its place in the text when it has returned.</summary>
internal sealed class CallNoter : CSharpSyntaxRewriter
{
    private static readonly HashSet<string> s_actions =
        ["ConnectAsync", "EhloAsync", "MailAsync", "RcptAsync", "DataAsync", "SendMessageAsync", "RsetAsync", "NoopAsync", "QuitAsync", "BdatAsync"];

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
        if (name is null || !s_actions.Contains(name.Identifier.ValueText))
            return visited;
        var place = SyntaxFactory.ParseExpression(name.SpanStart.ToString(CultureInfo.InvariantCulture));
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, visited.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Note")),
            SyntaxFactory.ArgumentList([SyntaxFactory.Argument(place)])).WithTrailingTrivia(node.GetTrailingTrivia());
    }
}
