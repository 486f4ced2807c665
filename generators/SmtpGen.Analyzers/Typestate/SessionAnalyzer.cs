using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Flow;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>
/// Warns of commands that a client's session refuses in every state it can be in. Files that name neither a client nor an
/// action cost one look at their text.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SessionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [TypestateRules.Refused, TypestateRules.NotAskedFor, TypestateRules.Ended, TypestateRules.Depends, TypestateRules.Contract];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var types = ClientTypes.Of(start.Compilation);
            if (types.Names.IsEmpty)
                return;
            var bodies = new Bodies(start.Compilation, types.Names);
            var files = new ConcurrentDictionary<SyntaxTree, bool>();
            start.RegisterCodeBlockAction(block =>
            {
                if (files.GetOrAdd(block.CodeBlock.SyntaxTree, tree => Mentions(tree, types.Names)))
                    Analyze(block, types, bodies);
            });
        });
    }

    private static void Analyze(CodeBlockAnalysisContext context, ClientTypes types, Bodies bodies)
    {
        if (!Mentions(context.CodeBlock, types.Names))
            return;
        foreach (var root in Roots(context))
        {
            var graph = root switch
            {
                IMethodBodyOperation method => ControlFlowGraph.Create(method, context.CancellationToken),
                IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, context.CancellationToken),
                IFieldInitializerOperation field => ControlFlowGraph.Create(field, context.CancellationToken),
                IPropertyInitializerOperation property => ControlFlowGraph.Create(property, context.CancellationToken),
                IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, context.CancellationToken),
                _ => null,
            };
            if (graph is not null)
                Analyze(graph, context.OwningSymbol, (context.OwningSymbol as IMethodSymbol)?.Parameters ?? [], types, bodies, context);
        }
    }

    private static void Analyze(
        ControlFlowGraph graph, ISymbol function, ImmutableArray<IParameterSymbol> parameters, ClientTypes types, Bodies bodies, CodeBlockAnalysisContext context)
    {
        var scope = new FunctionScope(function, FunctionScope.Body(graph, function), graph.OriginalOperation, types);
        var callees = new Callees(types, bodies, context.CancellationToken);
        new FunctionFlow(graph, scope, new Places(graph), callees, context.CancellationToken).Run(parameters, new SessionFindings(context.ReportDiagnostic));
        foreach (var local in graph.LocalFunctions)
            Analyze(graph.GetLocalFunctionControlFlowGraph(local, context.CancellationToken), local, local.Parameters, types, bodies, context);
        var lambdas =
            from block in graph.Blocks
            from operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations
            from lambda in operation.DescendantsAndSelf().OfType<IFlowAnonymousFunctionOperation>()
            select lambda;
        foreach (var lambda in lambdas)
        {
            var inner = graph.GetAnonymousFunctionControlFlowGraph(lambda, context.CancellationToken);
            Analyze(inner, lambda.Symbol, lambda.Symbol.Parameters, types, bodies, context);
        }
    }

    // A search in the text is a tenth of the work of one among its tokens.
    private static bool Mentions(SyntaxTree file, ImmutableHashSet<string> names)
    {
        string text = file.ToString();
        return names.Any(name => text.IndexOf(name, StringComparison.Ordinal) >= 0);
    }

    private static bool Mentions(SyntaxNode block, ImmutableHashSet<string> names) => block.DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText));

    private static IEnumerable<IOperation> Roots(CodeBlockAnalysisContext context)
    {
        if (context.SemanticModel.GetOperation(context.CodeBlock, context.CancellationToken) is { } body)
            return [body];
        return context.CodeBlock.DescendantNodes().OfType<EqualsValueClauseSyntax>().Take(1)
            .Select(value => context.SemanticModel.GetOperation(value, context.CancellationToken))
            .OfType<IOperation>();
    }
}
