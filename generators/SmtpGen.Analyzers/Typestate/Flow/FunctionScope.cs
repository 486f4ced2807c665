using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>A method, local function or lambda, and what the functions in it use of its variables.</summary>
internal sealed class FunctionScope
{
    private readonly ISymbol _function;
    private readonly Dictionary<SyntaxNode, ImmutableHashSet<ISymbol>> _lambdas = [];
    private readonly HashSet<SyntaxNode> _throughLocals = [];
    private readonly ImmutableHashSet<ISymbol> _locals = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
    private readonly ImmutableHashSet<ISymbol> _captured = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
    private readonly ImmutableHashSet<ISymbol> _aliased = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    public FunctionScope(ISymbol function, IOperation root, ClientTypes types)
    {
        _function = function;
        Types = types;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda:
                    _lambdas[lambda.Syntax] = Variables(lambda).Union(UsedBy(lambda.Syntax));
                    if (UsesLocalFunction(lambda))
                        _throughLocals.Add(lambda.Syntax);
                    _captured = _captured.Union(Variables(lambda));
                    break;
                case ILocalFunctionOperation local:
                    _locals = _locals.Union(Variables(local));
                    _captured = _captured.Union(Variables(local));
                    break;
                case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } alias:
                    _aliased = _aliased.Union(Variables(alias)).Add(alias.Symbol);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref } or ISimpleAssignmentOperation { IsRef: true } or IAddressOfOperation:
                    _aliased = _aliased.Union(Variables(operation));
                    break;
            }
        }
    }

    /// <summary>What the attributes say.</summary>
    public ClientTypes Types { get; }

    /// <summary>The variables that the local functions use.</summary>
    public IEnumerable<ISymbol> UsedByLocalFunctions => _locals;

    /// <summary>The variables that a lambda uses, itself or through a local function.</summary>
    public IEnumerable<ISymbol> UsedBy(SyntaxNode lambda)
    {
        var variables = _lambdas.TryGetValue(lambda, out var own) ? own : [];
        return _throughLocals.Contains(lambda) ? variables.Union(_locals) : variables;
    }

    /// <summary>Whether a variable is the function's own, and not one of a function around it or of its caller.</summary>
    public bool Owns(ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function)
        && variable is not IParameterSymbol { RefKind: not RefKind.None }
        && !_aliased.Contains(variable);

    /// <summary>Whether a variable changes only where the function says so.</summary>
    public bool ChangesInSight(ISymbol variable) => Owns(variable) && !_captured.Contains(variable);

    private static bool UsesLocalFunction(IOperation lambda) => lambda.Descendants().Any(inner => inner
        is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } or IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction });

    private static ImmutableHashSet<ISymbol> Variables(IOperation operation) => operation.Descendants()
        .Select(inner => inner switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        })
        .OfType<ISymbol>()
        .ToImmutableHashSet(SymbolEqualityComparer.Default);
}
