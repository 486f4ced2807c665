using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.CodeFixes;

/// <summary>The locals and parameters that may stand in a statement put before another one.</summary>
internal sealed class ScopeValues
{
    private readonly SemanticModel _model;
    private readonly StatementSyntax _statement;
    private readonly List<ISymbol> _values;

    public ScopeValues(SemanticModel model, StatementSyntax statement)
    {
        _model = model;
        _statement = statement;
        var assigned = model.AnalyzeDataFlow(statement) is { Succeeded: true } flow ? flow.DefinitelyAssignedOnEntry : [];
        _values = [.. model.LookupSymbols(statement.SpanStart).Where(symbol => symbol is ILocalSymbol or IParameterSymbol
            && (assigned.Contains(symbol) || symbol is ILocalSymbol { IsConst: true } || IsOfType(symbol)) && IsReachable(symbol))];
    }

    /// <summary>The value that a parameter means, by its type and its name; null: there is none, or there are several.</summary>
    public string? Find(IParameterSymbol parameter)
    {
        ISymbol[] fitting = [.. _values.Where(value => SymbolEqualityComparer.Default.Equals(TypeOf(value), parameter.Type) && !MayBeNull(value))];
        foreach (var means in ArgumentNames.Readings(parameter.Name))
        {
            ISymbol[] meant = [.. fitting.Where(value => means(value.Name))];
            if (meant.Length > 0)
                return meant.Length == 1 ? Written(meant[0].Name) : null;
        }

        return null;
    }

    /// <summary>The only token that is in scope; null: there is none, or there are several.</summary>
    public string? Token()
    {
        ISymbol[] tokens = [.. _values.Where(value => TypeOf(value) is { Name: nameof(CancellationToken), ContainingNamespace.Name: "Threading" })];
        return tokens.Length == 1 ? Written(tokens[0].Name) : null;
    }

    private static ITypeSymbol? TypeOf(ISymbol value) => (value as ILocalSymbol)?.Type ?? (value as IParameterSymbol)?.Type;

    private static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    // A parameter of a primary constructor, which is assigned wherever it can be seen.
    private static bool IsOfType(ISymbol value) => value is IParameterSymbol { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
        && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private bool MayBeNull(ISymbol value) => _model.GetSpeculativeTypeInfo(
        _statement.SpanStart, SyntaxFactory.IdentifierName(value.Name), SpeculativeBindingOption.BindAsExpression).Nullability.FlowState == NullableFlowState.MaybeNull;

    // A static function sees nothing of the one around it, and a function sees no reference of it.
    private bool IsReachable(ISymbol value)
    {
        var functions = _statement.Ancestors()
            .Where(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && !node.FullSpan.Contains(Declared(value)))
            .ToList();
        return functions.Count == 0
            || (value is not (IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { RefKind: not RefKind.None }) && !functions.Any(IsStatic));
    }

    private static int Declared(ISymbol value) => value.Locations.FirstOrDefault()?.SourceSpan.Start ?? -1;

    private static bool IsStatic(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
