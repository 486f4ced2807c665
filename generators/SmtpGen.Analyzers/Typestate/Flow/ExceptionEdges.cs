using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Where an exception may lead.</summary>
internal static class ExceptionEdges
{
    /// <summary>The handlers around a block, up to the function, which may stand in a handler itself.</summary>
    public static IEnumerable<ExceptionHandler> From(BasicBlock block)
    {
        bool isBehindFinally = false;
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(sibling => sibling != region))
            {
                yield return new ExceptionHandler(handler.FirstBlockOrdinal, IsOfRefusal(handler), isBehindFinally);
                isBehindFinally |= handler.Kind == ControlFlowRegionKind.Finally;
            }
        }
    }

    private static bool IsOfRefusal(ControlFlowRegion handler) => handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler
        && handler.ExceptionType is { Name: "CommandRefusedException" } type && type.ContainingNamespace.ToDisplayString() == "SmtpGen.Runtime.Client";
}

/// <summary>A handler of exceptions.</summary>
/// <param name="FirstBlock">Its first block.</param>
/// <param name="IsOfRefusal">Whether it takes no exception but that of a refused command.</param>
/// <param name="IsBehindFinally">Whether a finally block runs before it.</param>
internal readonly record struct ExceptionHandler(int FirstBlock, bool IsOfRefusal, bool IsBehindFinally);
