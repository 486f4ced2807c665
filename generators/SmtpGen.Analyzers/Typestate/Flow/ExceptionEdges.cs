using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Where an exception may lead.</summary>
internal static class ExceptionEdges
{
    /// <summary>The first blocks of the handlers around a block, from the inside out.</summary>
    public static IEnumerable<int> From(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(sibling => sibling != region))
                yield return handler.FirstBlockOrdinal;
        }
    }
}
