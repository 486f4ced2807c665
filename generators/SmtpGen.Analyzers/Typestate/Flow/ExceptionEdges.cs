using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Where an exception may lead.</summary>
internal static class ExceptionEdges
{
    /// <summary>The first blocks of the handlers around a block, up to the function, which may stand in a handler itself.</summary>
    public static IEnumerable<int> From(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(sibling => sibling != region))
                yield return handler.FirstBlockOrdinal;
        }
    }
}
