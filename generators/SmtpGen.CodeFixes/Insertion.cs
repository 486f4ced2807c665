using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SmtpGen.CodeFixes;

/// <summary>Calls that take the missing actions, with what is in scope.</summary>
internal static class Insertion
{
    /// <summary>The calls put before the one that is refused; null where they would need what is not in scope.</summary>
    public static StatementEdit? Of(MissingCall missing)
    {
        var scope = new ScopeValues(missing.Model, missing.Statement);
        string suffix = IsUncaptured(missing.Call) ? ".ConfigureAwait(false)" : "";
        string lineEnd = Imports.LineEnd(missing.Statement.SyntaxTree.GetRoot());
        var statements = new List<StatementSyntax>();
        string? import = null;
        foreach (string action in missing.Actions)
        {
            if (ActionCall.Method(missing.ClientType, action) is not { } method
                || ActionCall.Write(method, missing.Client, scope, Token(missing, scope), suffix) is not { } call)
                return null;
            statements.Add(SyntaxFactory.ParseStatement(call + lineEnd).WithAdditionalAnnotations(Formatter.Annotation));
            import ??= ImportFor(missing, method);
        }

        return new StatementEdit($"Send {string.Join(", ", missing.Actions)} first", missing.Statement, statements, []) { Import = import };
    }

    private static bool IsUncaptured(SyntaxNode call) =>
        call.FirstAncestorOrSelf<AwaitExpressionSyntax>()?.ToString().EndsWith("ConfigureAwait(false)", StringComparison.Ordinal) == true;

    // The token that the call itself has; the only one in scope where the call cannot have one.
    private static string? Token(MissingCall missing, ScopeValues scope)
    {
        var given = missing.Call.ArgumentList.Arguments.FirstOrDefault(argument =>
            missing.Model.GetTypeInfo(argument.Expression).Type is { Name: nameof(CancellationToken), ContainingNamespace.Name: "Threading" });
        if (given is not null)
            return given.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax ? given.Expression.ToString() : null;
        bool takesOne = missing.Model.GetSymbolInfo(missing.Call).Symbol is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.Name == nameof(CancellationToken));
        return takesOne ? null : scope.Token();
    }

    // The namespace of what is called on the answer, where the file does not name it.
    private static string? ImportFor(MissingCall missing, IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { TypeArguments: [var reply] }
        && missing.Model.LookupSymbols(missing.Call.SpanStart, reply, ActionCall.Check, includeReducedExtensionMethods: true).IsEmpty
            ? reply.ContainingNamespace.ToDisplayString()
            : null;
}
