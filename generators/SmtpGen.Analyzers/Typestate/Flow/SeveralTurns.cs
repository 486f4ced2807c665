using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Whether a loop evidently comes again: what fails only in its second turn is worth a word only then.</summary>
internal static class SeveralTurns
{
    // What these return may be one element, and often is.
    private static readonly HashSet<string> s_selections =
        ["Take", "TakeLast", "TakeWhile", "Skip", "SkipLast", "SkipWhile", "Where", "Repeat", "Range", "Empty", "DefaultIfEmpty", "Intersect", "Except", "OfType"];

    private static readonly HashSet<SyntaxKind> s_comparisons =
    [
        SyntaxKind.LessThanExpression, SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.NotEqualsExpression,
    ];

    /// <summary>Whether nothing in the loop says that it is meant for one turn.</summary>
    public static bool AreEvident(SyntaxNode? loop, SemanticModel model) => loop switch
    {
        CommonForEachStatementSyntax each => AreSeveral(each.Expression) && !HasGuard(each.Statement, each, model),
        ForStatementSyntax { Condition: { } condition } counted => CountsOn(counted, condition, model) && !HasGuard(counted.Statement, counted, model),
        _ => false,
    };

    private static bool AreSeveral(ExpressionSyntax elements) => elements switch
    {
        CollectionExpressionSyntax list => list.Elements.Count > 1 || list.Elements.Any(element => element is SpreadElementSyntax),
        ArrayCreationExpressionSyntax { Initializer: { } values } => values.Expressions.Count > 1,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Count > 1,
        ObjectCreationExpressionSyntax { Initializer: { } values } => values.Expressions.Count > 1,
        ParenthesizedExpressionSyntax inner => AreSeveral(inner.Expression),
        AwaitExpressionSyntax awaited => AreSeveral(awaited.Expression),
        CastExpressionSyntax cast => AreSeveral(cast.Expression),
        QueryExpressionSyntax => false,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: RangeExpressionSyntax }] } => false,
        _ => !elements.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && s_selections.Contains(name)),
    };

    // A comparison of what the loop counts, which is not over by the first step.
    private static bool CountsOn(ForStatementSyntax loop, ExpressionSyntax condition, SemanticModel model)
    {
        if (condition is not BinaryExpressionSyntax comparison || !s_comparisons.Contains(comparison.Kind())
            || loop is not { Declaration.Variables: [{ Initializer.Value: { } begin } counter], Incrementors: [PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax] })
            return false;
        bool isLeft = comparison.Left is IdentifierNameSyntax name && name.Identifier.ValueText == counter.Identifier.ValueText;
        var bound = isLeft ? comparison.Right : comparison.Left;
        return model.GetConstantValue(begin).Value is not int first || model.GetConstantValue(bound).Value is not int last || Math.Abs((long)last - first) > 1;
    }

    // A variable that the loop changes decides in it whether it goes on.
    private static bool HasGuard(StatementSyntax body, StatementSyntax loop, SemanticModel model)
    {
        if (model.AnalyzeDataFlow(loop) is not { Succeeded: true } flow)
            return true;
        var changed = flow.WrittenInside.Where(symbol => Counts(symbol) && !flow.VariablesDeclared.Contains(symbol, SymbolEqualityComparer.Default))
            .Concat(Counters(loop, model)).ToList();
        string[] changedMembers = [.. body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(assignment => model.GetSymbolInfo(assignment.Left).Symbol)
            .Where(symbol => symbol is IFieldSymbol or IPropertySymbol).Select(symbol => symbol!.Name)];
        return body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(node => node is BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or ContinueStatementSyntax)
            .SelectMany(exit => exit.Ancestors().TakeWhile(node => node != loop).Select(Condition))
            .OfType<ExpressionSyntax>()
            .SelectMany(condition => condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Any(name => changedMembers.Contains(name.Identifier.ValueText) || (model.GetSymbolInfo(name).Symbol is { } symbol && changed.Contains(symbol, SymbolEqualityComparer.Default)));
    }

    private static ExpressionSyntax? Condition(SyntaxNode node) => node switch
    {
        IfStatementSyntax branch => branch.Condition,
        SwitchStatementSyntax branch => branch.Expression,
        _ => null,
    };

    private static IEnumerable<ISymbol> Counters(StatementSyntax loop, SemanticModel model) => loop is ForStatementSyntax { Declaration.Variables: var variables }
        ? variables.Select(variable => model.GetDeclaredSymbol(variable)).OfType<ISymbol>()
        : [];

    // Truths and numbers; not replies, which only say how the turn went.
    private static bool Counts(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => IsPlain(local.Type),
        IParameterSymbol parameter => IsPlain(parameter.Type),
        _ => false,
    };

    private static bool IsPlain(ITypeSymbol type) => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 || type.TypeKind == TypeKind.Enum;
}
