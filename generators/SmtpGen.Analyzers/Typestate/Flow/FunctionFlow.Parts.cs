using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>What is true on one way through the code: after a try block that ends well, and in every turn of a loop but the first.</content>
internal sealed partial class FunctionFlow
{
    private readonly Dictionary<ControlFlowRegion, Knowledge> _afterTry = [];
    private readonly Dictionary<ControlFlowRegion, (Knowledge Entry, Knowledge Exit)> _finallies = [];

    private Knowledge AfterFinally(ControlFlowBranch way, Knowledge knowledge, bool isKept)
    {
        foreach (var region in way.FinallyRegions)
        {
            if (isKept)
                _afterTry[region] = _afterTry.TryGetValue(region, out var before) ? before.Join(knowledge) : knowledge;
            if (!_finallies.TryGetValue(region, out var known) || !known.Entry.SameAs(knowledge))
                _finallies[region] = known = (knowledge, Part(region).RunFinally(region, knowledge, null) ?? knowledge.Unreachable());
            knowledge = known.Exit;
        }

        return knowledge.Without(way.LeavingRegions.SelectMany(region => region.CaptureIds));
    }

    private FunctionFlow Part(ControlFlowRegion region) => new(
        graph, scope, places, callees, cancellationToken, block => block >= region.FirstBlockOrdinal && block <= region.LastBlockOrdinal);

    private Knowledge? RunFinally(ControlFlowRegion region, Knowledge entry, IFindings? findings)
    {
        Settle(entry, region.FirstBlockOrdinal);
        Knowledge? exit = null;
        foreach (var block in graph.Blocks)
        {
            if (_entries[block.Ordinal] is not { } known)
                continue;
            var evaluator = new Evaluator(scope, places, callees, known, findings);
            foreach (var operation in block.Operations)
                evaluator.Run(operation);
            var value = block.BranchValue is { } branch ? evaluator.Run(branch) : null;
            foreach (var (way, knowledge) in Ways(block, evaluator, value))
            {
                if (way.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling && Around(block) == region)
                    exit = exit?.Join(knowledge) ?? knowledge;
            }
        }

        return exit;
    }

    private static ControlFlowRegion? Around(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is { Kind: not (ControlFlowRegionKind.Finally or ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter) })
            region = region.EnclosingRegion;
        return region;
    }

    private void ReportParts(IFindings findings)
    {
        foreach (var pair in _afterTry.ToList())
            Part(pair.Key).RunFinally(pair.Key, pair.Value, new PartFindings(findings, "after the try block"));
        if (graph.OriginalOperation.SemanticModel is not { } model)
            return;
        foreach (var loop in Loop.In(graph).Where(loop => SeveralTurns.AreEvident(loop.Statement, model)))
        {
            Knowledge? back = null;
            foreach (var end in loop.Ends.Where(end => _entries[end.Ordinal] is not null))
            {
                var evaluator = new Evaluator(scope, places, callees, _entries[end.Ordinal]!, null);
                foreach (var operation in end.Operations)
                    evaluator.Run(operation);
                var value = end.BranchValue is { } branch ? evaluator.Run(branch) : null;
                foreach (var (way, knowledge) in Ways(end, evaluator, value).Where(next => next.Way.Destination == loop.Head))
                    back = back?.Join(AfterFinally(way, knowledge, isKept: false)) ?? AfterFinally(way, knowledge, isKept: false);
            }

            if (back is not null)
                new FunctionFlow(graph, scope, places, callees, cancellationToken, loop.Blocks.Contains).RunTurn(loop, back, findings);
        }
    }

    private void RunTurn(Loop loop, Knowledge back, IFindings findings)
    {
        Settle(back, loop.Head.Ordinal);
        var part = new PartFindings(findings, "in the second turn of the loop");
        foreach (int block in loop.OnEachTurn(graph).Where(block => _entries[block] is not null))
            Report(graph.Blocks[block], _entries[block]!, part);
    }
}
