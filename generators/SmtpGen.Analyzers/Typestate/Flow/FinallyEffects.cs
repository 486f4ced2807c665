using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What a finally block leaves of what was known: nothing about that which it touches.</summary>
internal static class FinallyEffects
{
    public static Knowledge After(ControlFlowGraph graph, ControlFlowRegion region, Knowledge before)
    {
        var after = before;
        foreach (var operation in OperationsIn(graph, region))
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    after = Touch(after, local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    after = Touch(after, parameter.Parameter);
                    break;
                case IFlowAnonymousFunctionOperation or IMethodReferenceOperation or IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction }:
                    after = after.Clients.Aggregate(after, (knowledge, client) => knowledge.Escape(new ClientValue(client), Sight.Captured));
                    break;
                case IInvocationOperation or IObjectCreationOperation:
                case IPropertyReferenceOperation { Property: var property } when !Harmless.OnlyHolds(property):
                case var other when Harmless.RunsOtherCode(other):
                    after = after.AfterOtherCode();
                    break;
            }
        }

        return after;
    }

    private static Knowledge Touch(Knowledge knowledge, ISymbol variable) =>
        knowledge.With(variable, (KnownValue?)null).Escape(new ClientValue(variable), Sight.Captured);

    private static IEnumerable<IOperation> OperationsIn(ControlFlowGraph graph, ControlFlowRegion region) =>
        from block in graph.Blocks.Skip(region.FirstBlockOrdinal).Take(region.LastBlockOrdinal - region.FirstBlockOrdinal + 1)
        from operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations
        from inner in operation.DescendantsAndSelf()
        select inner;
}
