using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>The code of the methods that a compilation can call, once each.</summary>
internal sealed class Bodies(Compilation compilation, ImmutableHashSet<string> names)
{
    private const int MostBlocks = 80;

    private readonly ConcurrentDictionary<IMethodSymbol, ControlFlowGraph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    /// <summary>Whether the code of a method names a client or an action.</summary>
    public bool Mentions(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length == 1 && _mentions.GetOrAdd(method, named =>
        named.DeclaringSyntaxReferences[0].GetSyntax().DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)));

    /// <summary>What a method does whenever it is called; null where that is not known, or too much.</summary>
    public ControlFlowGraph? Of(IMethodSymbol method, ControlFlowGraph caller, CancellationToken cancellationToken)
    {
        if (!IsOnly(method) || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            return null;
        var graph = method.MethodKind == MethodKind.LocalFunction
            ? caller.GetLocalFunctionControlFlowGraphInScope(method, cancellationToken)
            : _graphs.GetOrAdd(method, created => Create(created, cancellationToken));
        return graph?.Blocks.Length <= MostBlocks ? graph : null;
    }

    // Whether a call can mean nothing but this method, which runs at once.
    private static bool IsOnly(IMethodSymbol method) =>
        method is { IsAbstract: false, IsVirtual: false, IsExtern: false, MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.PropertyGet, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && (!method.IsOverride || method.IsSealed || method.ContainingType.IsSealed)
        && method.ContainingType.TypeKind is (TypeKind.Class or TypeKind.Struct)
        && method.DeclaringSyntaxReferences is [{ } part]
        && !part.GetSyntax().DescendantNodes().Any(node => node is YieldStatementSyntax);

    private ControlFlowGraph? Create(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);

        // The model of the file is not the one of the analysis: the method may stand in another file.
#pragma warning disable RS1030
        var model = _models.GetOrAdd(syntax.SyntaxTree, tree => compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
        return model.GetOperation(syntax, cancellationToken) switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellationToken),
            _ => null,
        };
    }
}
