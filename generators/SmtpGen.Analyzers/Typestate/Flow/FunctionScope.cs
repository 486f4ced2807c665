using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>A method, local function or lambda, and which of its variables others can change.</summary>
internal sealed class FunctionScope
{
    private readonly ISymbol _function;
    private readonly FunctionScope? _caller;
    private readonly ImmutableHashSet<ISymbol> _captured = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableHashSet<ISymbol>> _used = new(SymbolEqualityComparer.Default);
    private readonly ImmutableHashSet<ISymbol> _aliased = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <param name="function">The function.</param>
    /// <param name="root">Its code.</param>
    /// <param name="whole">The code of the member that it stands in.</param>
    /// <param name="types">What the attributes say.</param>
    /// <param name="caller">The function that calls it; null: any may.</param>
    public FunctionScope(ISymbol function, IOperation root, IOperation whole, ClientTypes types, FunctionScope? caller = null)
    {
        _function = function;
        _caller = caller;
        Types = types;
        foreach (var operation in root.Descendants())
        {
            var inner = operation switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (inner is null)
                continue;
            _used[inner] = Variables(operation);
            _captured = _captured.Union(_used[inner]);
        }

        foreach (var operation in whole.Descendants())
        {
            switch (operation)
            {
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

    /// <summary>The places that the local functions use.</summary>
    public IEnumerable<ISymbol> UsedByLocalFunctions =>
        _used.Where(pair => pair.Key is IMethodSymbol { MethodKind: MethodKind.LocalFunction }).SelectMany(pair => pair.Value).ToList();

    /// <summary>The places that a function in this one uses, itself or through a local function.</summary>
    public IEnumerable<ISymbol> UsedBy(ISymbol function) => [.. _used.TryGetValue(function, out var used) ? used : [], .. UsedByLocalFunctions];

    /// <summary>The code of a function; the graph of one inside another keeps the code of the outer one.</summary>
    public static IOperation Body(ControlFlowGraph graph, ISymbol function) => graph.OriginalOperation.DescendantsAndSelf()
        .FirstOrDefault(operation => operation switch
        {
            IAnonymousFunctionOperation lambda => SymbolEqualityComparer.Default.Equals(lambda.Symbol, function),
            ILocalFunctionOperation local => SymbolEqualityComparer.Default.Equals(local.Symbol, function),
            _ => false,
        }) ?? graph.OriginalOperation;

    /// <summary>Whether a variable is the function's own.</summary>
    public bool Has(ISymbol variable) => variable is ILocalSymbol or IParameterSymbol && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _function);

    /// <summary>Whether what a variable holds can be followed: nothing writes it by another name.</summary>
    public bool Follows(ISymbol variable) => variable is not (IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { RefKind: not RefKind.None })
        && !_aliased.Contains(variable);

    /// <summary>Whether other code can put another client into a place.</summary>
    public bool IsShared(Place place) => !place.IsVariable || _captured.Contains(place.Symbol) || (_caller is null ? IsOfOtherFunction(place.Symbol) : !Has(place.Symbol) && _caller.IsShared(place));

    /// <summary>Whether a variable changes only where the function says so.</summary>
    public bool ChangesInSight(ISymbol variable) => Follows(variable) && !_captured.Contains(variable) && !IsOfOtherFunction(variable);

    // The variables of a caller are in nobody else's hands; those of a function around this one are.
    private bool IsOfOtherFunction(ISymbol variable)
    {
        for (var around = _function.ContainingSymbol; around is IMethodSymbol; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, around))
                return true;
        }

        return variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
            && !SymbolEqualityComparer.Default.Equals(constructor, _function);
    }

    private static ImmutableHashSet<ISymbol> Variables(IOperation operation) => operation.Descendants()
        .Select(inner => inner switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member,
            _ => null,
        })
        .OfType<ISymbol>()
        .ToImmutableHashSet(SymbolEqualityComparer.Default);
}
